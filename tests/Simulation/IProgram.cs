namespace Simulation;

/// <summary>One process of the program, as a scenario deals with it, however it is run.</summary>
public interface IProgram : IDisposable
{
    /// <summary>A request of the phone company.</summary>
    /// <exception cref="HttpRequestException">Nobody listens, or nobody is left to answer.</exception>
    Task<HttpResponseMessage> AnswerAsync(HttpRequestMessage request);

    /// <summary>How often it sweeps from now on, where that can be chosen: a night in which nothing happens need not be swept every second.</summary>
    void SweepsEvery(TimeSpan span);

    /// <summary>From one moment to the next, as with SIGKILL.</summary>
    void Kill();
}
