using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using PhoneSimulator;

namespace DeskTests;

/// <summary>The command as a newcomer runs it, in a process of its own.</summary>
public sealed class CommandLineTests
{
    [Fact]
    public async Task It_prints_one_address_and_how_to_stop_takes_the_next_free_port_and_ends_cleanly()
    {
        if (!OperatingSystem.IsLinux())
        {
            Assert.Skip("Sends SIGINT by Linux' own means.");
        }

        var folder = Directory.CreateTempSubdirectory("desk-").FullName;
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;
        var cancellation = TestContext.Current.CancellationToken;

        // A runner in the background may ignore SIGINT, and its children would with it.
        using var process = Process.Start(new ProcessStartInfo("env")
        {
            UseShellExecute = false,
            ArgumentList = { "--default-signal=INT", "dotnet", Path.Combine(AppContext.BaseDirectory, "PhoneSimulator.dll"), "--port", $"{port}", "--data", folder },
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var address = await process.StandardOutput.ReadLineAsync(cancellation);
        var how = await process.StandardOutput.ReadLineAsync(cancellation);
        var url = Assert.IsType<string>(address)[(address!.LastIndexOf(' ') + 1)..];
        Assert.Equal("Ctrl+C stops it.", how);
        Assert.NotEqual(port, new Uri(url).Port);
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false });
        Assert.Contains("<title>SpotterBot", await http.GetStringAsync(url, cancellation), StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(folder, "spotter.db")));

        using (var interrupt = Process.Start("kill", $"-INT {process.Id}"))
        {
            await interrupt.WaitForExitAsync(cancellation);
        }

        await process.WaitForExitAsync(cancellation);
        Assert.Equal(0, process.ExitCode);
        Assert.Equal("", await process.StandardOutput.ReadToEndAsync(cancellation));
        Assert.Equal("", await process.StandardError.ReadToEndAsync(cancellation));
        Directory.Delete(folder, recursive: true);
    }

    [Theory]
    [InlineData(5050, ".data")]
    [InlineData(7000, ".data", "--port", "7000")]
    [InlineData(7001, "x", "--urls", "http://127.0.0.1:7001", "--data", "x")]
    [InlineData(7002, ".data", "--urls=http://localhost:7002")]
    public void The_command_line_is_read(int port, string data, params string[] args)
    {
        var (options, fault) = Arguments.Read(args);
        Assert.Null(fault);
        Assert.Equal(port, options!.Port);
        Assert.Equal(data, options.DataFolder);
    }

    [Theory]
    [InlineData("--port", "x")]
    [InlineData("--port")]
    [InlineData("--urls", "http://0.0.0.0:5050")]
    [InlineData("--urls", "https://127.0.0.1:5050")]
    [InlineData("--speed", "10")]
    public void What_is_wrong_with_it_is_said(params string[] args)
    {
        var (options, fault) = Arguments.Read(args);
        Assert.Null(options);
        Assert.NotNull(fault);
    }
}
