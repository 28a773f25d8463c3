using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using PhoneCompany;
using PhoneCompany.People;
using Scenarios.Support;

namespace Scenarios;

/// <summary>The program as a newcomer runs it, killed with SIGKILL four times in one session, over real sockets, on real time and a real file.</summary>
public sealed class CrashOfTheRealProcessTests : IAsyncLifetime
{
    private const string Line = "+12895550100";

    private readonly string _folder = Directory.CreateTempSubdirectory("spotter-kill-").FullName;
    private readonly int _port = FreePort.Any();
    private readonly List<string> _output = [];
    private PhoneApi _api = null!;
    private PhoneNetwork _network = null!;
    private Process? _program;

    private string BaseUrl => $"http://127.0.0.1:{_port}";

    public async ValueTask InitializeAsync()
    {
        _network = new PhoneNetwork(
            new PhoneNetworkOptions
            {
                Numbers = [new OwnedNumber(Line) { VoiceUrl = $"{BaseUrl}/api/voice", SmsUrl = $"{BaseUrl}/api/texts", StatusCallback = $"{BaseUrl}/api/callbacks/number" }],
                CallsPerSecond = 20,
                TextsPerSecond = 20,
                SpeechCharactersPerSecond = 200,
                DialLatency = TimeSpan.FromMilliseconds(50),
                TextLatency = TimeSpan.FromMilliseconds(20),
                CarrierLatency = TimeSpan.FromMilliseconds(20),
            },
            TimeProvider.System,
            new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.FromSeconds(1) });
        _api = await PhoneApi.StartAsync(_network.HandleRestAsync);
    }

    public async ValueTask DisposeAsync()
    {
        Kill();
        await _api.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Killed_at_every_stage_it_goes_on_where_it_was()
    {
        var (caller, peer, ems) = (_network.Phone("+19055550123"), _network.Phone("+19055550201"), _network.Phone("+19055550911"));
        caller.Behaviour = Behaviour.NoAnswer;
        await StartAsync();
        caller.Texts("SPOT at 12 Main St, Hamilton", Line);
        await UntilAsync("the watch has begun", () => HasText(caller, "I'm with you") && HasText(caller, "Got it"));
        await KilledAndStartedAsync();

        // On a slow machine the kill may meet the text on its way: before its claim runs out and it is sent again, these short times are over and they are called.
        await UntilAsync("the check-in is asked", () => HasText(caller, "Still with me") || WasRung(caller));
        await KilledAndStartedAsync();
        await UntilAsync("a peer is rung", () => WasRung(peer));
        await KilledAndStartedAsync();
        await UntilAsync("EMS is rung", () => ems.IsRinging);
        await KilledAndStartedAsync();
        ems.Answers();
        await UntilAsync("EMS hears the place", () => ems.HasHeard("12 Main St"));
        await UntilAsync("EMS is asked", () => ems.HasHeard("Press 1 or say got it"));
        ems.Presses("1");
        await UntilAsync("EMS has confirmed", () => ems.HasHeard("Confirmed, thank you"));
        Assert.Empty(_network.Violations);
        Assert.Single(_network.Calls, c => c.To == ems.Number);
    }

    private bool WasRung(Handset phone) => _network.Calls.Any(c => c.To == phone.Number);

    private static bool HasText(Handset phone, string words) => phone.Inbox.Any(t => t.Body.Contains(words, StringComparison.Ordinal));

    private async Task KilledAndStartedAsync()
    {
        Kill();
        await StartAsync();
    }

    /// <summary>SIGKILL: nothing of the program runs another instruction.</summary>
    private void Kill()
    {
        if (_program is { } program)
        {
            program.Kill();
            program.WaitForExit();
            program.Dispose();
            _program = null;
        }
    }

    private async Task StartAsync()
    {
        var start = new ProcessStartInfo("dotnet", ["exec", Path.Combine(AppContext.BaseDirectory, "SpotterBot.dll")])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = _folder,
        };
        foreach (var (name, value) in Settings())
        {
            start.Environment[name] = value;
        }

        _program = Process.Start(start)!;
        _program.OutputDataReceived += Keep;
        _program.ErrorDataReceived += Keep;
        _program.BeginOutputReadLine();
        _program.BeginErrorReadLine();
        await UntilAsync("the program listens", () =>
        {
            Assert.False(_program.HasExited, Output());
            try
            {
                using var tried = new TcpClient();
                tried.Connect(IPAddress.Loopback, _port);
                return true;
            }
            catch (SocketException)
            {
                return false;
            }
        });
    }

    private Dictionary<string, string> Settings() => new()
    {
        ["DOTNET_ENVIRONMENT"] = "Development",
        ["ASPNETCORE_ENVIRONMENT"] = "Development",
        ["PORT"] = _port.ToString(),
        ["PublicBaseUrl"] = BaseUrl,
        ["Twilio__AccountSid"] = _network.Options.AccountSid,
        ["Twilio__AuthToken"] = _network.Options.AuthToken,
        ["Twilio__ApiBaseUrl"] = _api.Address,
        ["Twilio__Numbers__0"] = Line,
        ["Twilio__CallsPerSecond"] = "20",
        ["Twilio__TextsPerSecond"] = "20",
        ["Storage__File"] = Path.Combine(_folder, "spotter.db"),
        ["Roster__Peers__0__Name"] = "Peer 1",
        ["Roster__Peers__0__Phone"] = "+19055550201",
        ["Places__Areas__0__Name"] = "Hamilton",
        ["Places__Areas__0__Match"] = "Hamilton",
        ["Places__Areas__0__Dispatch"] = "+19055550911",
        ["Places__Areas__0__VerifiedOn"] = "2026-01-01",
        ["Spotting__FirstInterval"] = "00:00:02",
        ["Spotting__Interval"] = "00:00:02",
        ["Spotting__OffLine__SecondChannel"] = "00:00:01",
        ["Spotting__OffLine__Miss"] = "00:00:02",
        ["Spotting__OffLine__Ems"] = "00:00:05",
        ["Spotting__EmsRedial"] = "00:00:01",
    };

    private void Keep(object sender, DataReceivedEventArgs line)
    {
        lock (_output)
        {
            _output.Add(line.Data ?? "");
        }
    }

    private string Output()
    {
        lock (_output)
        {
            return string.Join('\n', _network.Log.Select(e => $"{e.Utc:HH:mm:ss.fff} {e.Phone} {e.Kind}: {e.Text}")) + "\n" + string.Join('\n', _output.TakeLast(60));
        }
    }

    /// <summary>Waits for what must come; never for time to pass.</summary>
    private async Task UntilAsync(string what, Func<bool> done)
    {
        var watch = Stopwatch.StartNew();
        while (!done())
        {
            Assert.True(watch.Elapsed < TimeSpan.FromSeconds(30), $"Not within 30 s: {what}.\n{Output()}");
            await Task.Delay(20);
        }
    }
}
