using System.Diagnostics;
using System.IO.Compression;
using System.Net.Sockets;
using System.Net;
using System.Runtime.CompilerServices;
using FunctionsHost.App;
using PhoneCompany;
using SpotterBot.Health;

namespace Benchmarks.Rig;

/// <param name="Listening">From the process's start to the first connection it takes.</param>
/// <param name="First">From the process's start to its answer to the first webhook.</param>
/// <param name="Second">What the second webhook took, alone.</param>
/// <param name="MemoryBytes">Resident, after that.</param>
public sealed record Started(TimeSpan Listening, TimeSpan First, TimeSpan Second, long MemoryBytes);

/// <summary>A folder with a program compiled for this machine, started as an Azure Functions host starts its handler.</summary>
public sealed class Published : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("spotterbot-bench");
    private readonly string _program;

    private Published(string program) => _program = Path.Combine(_folder.FullName, program);

    private static string Root => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(Here())!, "..", "..", ".."));

    /// <summary>The program's own package, unpacked; built first, unless there is one that no source is newer than.</summary>
    public static async Task<Published> ProgramAsync(Report report)
    {
        var zip = await BuiltPackage.BuildAsync();
        var published = new Published("SpotterBot");
        await ZipFile.ExtractToDirectoryAsync(zip, published._folder.FullName);
        var version = await File.ReadAllTextAsync(Path.Combine(published._folder.FullName, ProgramVersion.FileName));
        report.Say($"artifacts/spotterbot.zip, package {version}, built {File.GetLastWriteTimeUtc(zip):yyyy-MM-dd HH:mm} UTC; no source is newer.");
        return published;
    }

    /// <summary>The floor, published as the package is.</summary>
    public static async Task<Published> BareAsync()
    {
        var published = new Published("bare");
        await RunAsync(
            "dotnet", "publish", "tests/Benchmarks/Floors/Bare/bare.cs", "--configuration", "Release", "--runtime", "linux-x64", "--self-contained",
            "-p:PublishReadyToRun=true", "-p:DebugType=none", "--output", published._folder.FullName, "--nologo", "--verbosity", "quiet");
        return published;
    }

    /// <summary>What is in the folder has to be read from the disk again.</summary>
    public Task ForgetPagesAsync() =>
        RunAsync("find", _folder.FullName, "-type", "f", "-exec", "dd", "of={}", "oflag=nocache", "conv=notrunc,fdatasync", "count=0", "status=none", ";");

    /// <summary>Starts it, sends it two webhooks, and kills it.</summary>
    /// <param name="webhook">Makes the n-th.</param>
    public async Task<Started> StartAsync(IReadOnlyDictionary<string, string> settings, Func<int, HttpRequestMessage> webhook)
    {
        var port = FreePort.Any();
        var start = new ProcessStartInfo(_program) { WorkingDirectory = _folder.FullName, UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in settings)
        {
            start.Environment[name.Replace(":", "__", StringComparison.Ordinal)] = value;
        }

        start.Environment["FUNCTIONS_CUSTOMHANDLER_PORT"] = $"{port}";
        using var client = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = new Uri($"http://127.0.0.1:{port}"), Timeout = Patience };
        var clock = Stopwatch.StartNew();
        using var process = Process.Start(start)!;
        var said = Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        try
        {
            var listening = await ListeningAsync(process, port, clock);
            await SendAsync(1);
            var first = clock.Elapsed;
            await SendAsync(2);
            var second = clock.Elapsed - first;
            process.Refresh();
            return new Started(listening, first, second, process.WorkingSet64);
        }
        catch (InvalidOperationException fault)
        {
            process.Kill();
            throw new InvalidOperationException($"{fault.Message}\n{string.Join('\n', await said)}", fault);
        }
        finally
        {
            process.Kill();
            await process.WaitForExitAsync();
        }

        async Task SendAsync(int number)
        {
            using var request = webhook(number);
            using var reply = await client.SendAsync(request);
            var body = await reply.Content.ReadAsStringAsync();
            if (!reply.IsSuccessStatusCode || !body.Contains("<Response", StringComparison.Ordinal))
            {
                throw new InvalidOperationException($"{(int)reply.StatusCode} {body}");
            }
        }
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private static async Task<TimeSpan> ListeningAsync(Process process, int port, Stopwatch clock)
    {
        while (!process.HasExited && clock.Elapsed < Patience)
        {
            using var probe = new TcpClient();
            try
            {
                await probe.ConnectAsync(IPAddress.Loopback, port);
                return clock.Elapsed;
            }
            catch (SocketException)
            {
                await Task.Delay(1);
            }
        }

        throw new InvalidOperationException(process.HasExited ? $"It ended with {process.ExitCode}." : $"It does not listen after {Patience.TotalSeconds} s.");
    }

    private static async Task RunAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { WorkingDirectory = Root, UseShellExecute = false, RedirectStandardOutput = true })!;
        var said = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{program} {string.Join(' ', arguments)}: {process.ExitCode}\n{said}");
        }
    }

    private static string Here([CallerFilePath] string here = "") => here;
}
