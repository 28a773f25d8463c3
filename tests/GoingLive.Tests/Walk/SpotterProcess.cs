using System.Diagnostics;

namespace GoingLive.Walk;

/// <summary>SpotterBot as an operator starts it: a process with settings in its environment.</summary>
internal static class SpotterProcess
{
    private static readonly string[] Ours = ["PublicBaseUrl", "Twilio__", "Storage__", "Privacy__", "Roster__", "Places__", "Spotting__", "FUNCTIONS_"];

    /// <summary>Carries out a command.</summary>
    public static async Task<(int Code, string Text)> RunAsync(IReadOnlyDictionary<string, string?> settings, params string[] args)
    {
        using var process = Start(settings, args);
        var errors = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, output + await errors);
    }

    /// <summary>Serves, until it is disposed.</summary>
    public static async Task<IAsyncDisposable> ServeAsync(IReadOnlyDictionary<string, string?> settings, string health)
    {
        var process = Start(settings, []);
        var serving = new Serving(process);
        using var client = new HttpClient();
        using var deadline = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        while (true)
        {
            try
            {
                using var answer = await client.GetAsync(new Uri(health), deadline.Token);
                if (answer.IsSuccessStatusCode)
                {
                    return serving;
                }
            }
            catch (HttpRequestException) when (!process.HasExited)
            {
                // Not yet: it opens its port when it can serve.
            }

            await Task.Delay(50, deadline.Token);
        }
    }

    private static Process Start(IReadOnlyDictionary<string, string?> settings, string[] args)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "SpotterBot.dll"), .. args])
        {
            UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        foreach (var name in start.Environment.Keys.Where(k => Ours.Any(o => k.StartsWith(o, StringComparison.OrdinalIgnoreCase))).ToList())
        {
            start.Environment.Remove(name);
        }

        foreach (var (name, value) in settings)
        {
            start.Environment[name.Replace(":", "__", StringComparison.Ordinal)] = value;
        }

        return Process.Start(start)!;
    }

    private sealed class Serving : IAsyncDisposable
    {
        private readonly Process _process;

        public Serving(Process process)
        {
            _process = process;

            // Nobody reads what it says; a pipe that is full would hold it up.
            process.OutputDataReceived += (_, _) => { };
            process.ErrorDataReceived += (_, _) => { };
            process.BeginOutputReadLine();
            process.BeginErrorReadLine();
        }

        public async ValueTask DisposeAsync()
        {
            _process.Kill();
            await _process.WaitForExitAsync();
            _process.Dispose();
        }
    }
}
