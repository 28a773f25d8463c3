namespace PhoneSimulator.Hosting;

/// <summary>Signals are the desk's to handle: it stops the program first and the page last.</summary>
internal sealed class NoLifetime : IHostLifetime
{
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
