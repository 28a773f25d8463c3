using System.Diagnostics;
using System.Net.Sockets;
using System.Net;
using FunctionsHost.App;
using PhoneCompany;

namespace FunctionsHost.Handler;

/// <summary>A line that the handler wrote, as the host files it.</summary>
/// <param name="Level">Information for standard output; Error for standard error, or Warning where the line says "warn".</param>
public sealed record HandlerLine(string Level, string Text);

/// <summary>One life of the handler. The host ends it with SIGKILL and in no other way.</summary>
internal sealed class HandlerProcess : IDisposable
{
    private static readonly TimeSpan AskEvery = TimeSpan.FromMilliseconds(25);

    private readonly Process _process;

    private HandlerProcess(Process process, int port, Task<int> exited)
    {
        _process = process;
        Port = port;
        Exited = exited;
        Id = process.Id;
    }

    public int Id { get; }

    public int Port { get; }

    public Uri Address => new($"http://127.0.0.1:{Port}");

    /// <summary>Its exit code; 128 and the signal where a signal ended it.</summary>
    public Task<int> Exited { get; }

    /// <summary>The host itself ended it, so that its exit code tells nothing.</summary>
    public bool EndedByHost { get; private set; }

    /// <exception cref="HostRefusesException">It cannot be executed.</exception>
    public static HandlerProcess Start(FunctionApp app, IReadOnlyDictionary<string, string> environment, Action<HandlerLine> log)
    {
        var port = app.Host.Port ?? FreePort.Any();
        var start = new ProcessStartInfo(app.Executable, app.Host.Arguments)
        {
            WorkingDirectory = app.Host.WorkingDirectory,
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment.Clear();
        foreach (var (name, value) in environment.Concat(Own(app, port)))
        {
            start.Environment[name] = value;
        }

        var process = new Process { StartInfo = start, EnableRaisingEvents = true };
        var exited = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
        process.Exited += (_, _) => exited.TrySetResult(process.ExitCode);
        process.OutputDataReceived += (_, line) => Log(line.Data, _ => "Information");
        process.ErrorDataReceived += (_, line) => Log(line.Data, t => t.Contains("warn", StringComparison.OrdinalIgnoreCase) ? "Warning" : "Error");
        try
        {
            process.Start();
        }
        catch (System.ComponentModel.Win32Exception fault)
        {
            process.Dispose();
            throw new HostRefusesException($"The handler cannot be started: {fault.Message}");
        }

        var handler = new HandlerProcess(process, port, exited.Task);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return handler;

        void Log(string? text, Func<string, string> level)
        {
            if (text is not null)
            {
                log(new HandlerLine(level(text), text));
            }
        }
    }

    /// <summary>Asked every 25 ms until it answers anything at all. False where it ended first, or took longer than it may.</summary>
    public async Task<bool> IsReadyAsync(TimeSpan within)
    {
        using var client = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = Address };
        var watch = Stopwatch.StartNew();
        while (!Exited.IsCompleted && watch.Elapsed < within)
        {
            try
            {
                using var patience = new CancellationTokenSource(within - watch.Elapsed, TimeProvider.System);
                using var answer = await client.GetAsync(new Uri("/", UriKind.Relative), HttpCompletionOption.ResponseHeadersRead, patience.Token);
                return true;
            }
            catch (HttpRequestException fault) when (fault.InnerException is SocketException)
            {
                await Task.Delay(AskEvery, TimeProvider.System);
            }
            catch (HttpRequestException)
            {
                return !Exited.IsCompleted;
            }
            catch (OperationCanceledException)
            {
                return false;
            }
        }

        return false;
    }

    /// <summary>SIGKILL: not one more instruction of it is run.</summary>
    public void Kill(bool byHost)
    {
        EndedByHost |= byHost;
        try
        {
            _process.Kill();
        }
        catch (InvalidOperationException)
        {
            // It had ended by itself.
        }
    }

    public void Dispose() => _process.Dispose();

    private static IEnumerable<KeyValuePair<string, string>> Own(FunctionApp app, int port)
    {
        const string id = "7f1d6a52-6a3c-4f0e-9a55-2f8c21b0c8d4";
        return new Dictionary<string, string>
        {
            ["FUNCTIONS_CUSTOMHANDLER_PORT"] = $"{port}",
            ["FUNCTIONS_HTTPWORKER_PORT"] = $"{port}",
            ["FUNCTIONS_CUSTOMHANDLER_WORKER_ID"] = id,
            ["FUNCTIONS_HTTPWORKER_ID"] = id,
            ["FUNCTIONS_APP_ROOT_PATH"] = app.Root,
        };
    }
}
