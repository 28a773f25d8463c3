using System.Runtime.InteropServices;
using PhoneSimulator;

if (args.Any(a => a is "--help" or "-h" or "-?"))
{
    Console.WriteLine(Arguments.Usage);
    return 0;
}

var (options, fault) = Arguments.Read(args);
if (options is null)
{
    await Console.Error.WriteLineAsync($"{fault}\n{Arguments.Usage}");
    return 2;
}

var stop = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
void Stop(PosixSignalContext context)
{
    context.Cancel = true;
    stop.TrySetResult();
}

using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);

try
{
    await using var desk = await Desk.StartAsync(options);
    Console.WriteLine($"The phones are on {desk.Url}");
    Console.WriteLine("Ctrl+C stops it.");
    await stop.Task;
    return 0;
}
catch (Exception cannot) when (cannot is IOException or InvalidOperationException or UnauthorizedAccessException)
{
    await Console.Error.WriteLineAsync(cannot.Message);
    return 3;
}
