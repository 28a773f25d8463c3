using System.Globalization;
using System.Text.RegularExpressions;
using GoingLive.Preflight;
using PhoneCompany;
using SpotterBot.Preflight;

namespace GoingLive.Walk;

/// <summary>
/// An operator's way to going live, with the real program against the phone company over loopback: everything is wrong, each fault is told with its
/// remedy; what can be done by the program is done by it, the rest is mended; nothing is wrong.
/// </summary>
public sealed class WholeWalkTests : IAsyncLifetime
{
    private const string SecondaryToken = "22222222222222222222222222222222";

    private readonly string _folder = Directory.CreateTempSubdirectory("spotterbot-walk-").FullName;
    private readonly int _port = FreePort.Any();
    private PhoneCompanyServer _company = null!;

    public async ValueTask InitializeAsync() => _company = await PhoneCompanyServer.StartAsync(Network(Untouched()));

    public async ValueTask DisposeAsync()
    {
        await _company.DisposeAsync();
        _company.Network.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task From_everything_being_wrong_to_nothing_in_the_way()
    {
        var settings = Settings();
        settings["Twilio:SecondaryAuthToken"] = "33333333333333333333333333333333";
        settings["Twilio:CallsPerSecond"] = "3";
        settings["Twilio:MessagingServiceSid"] = "MG" + new string('9', 32);
        settings["Switch:After"] = "00:00:00";
        settings["Twilio:Numbers:1"] = "+12895550107";
        settings["Places:Areas:0:VerifiedOn"] = null;
        settings["Roster:FallbackPhone"] = null;
        var never = DateTime.UtcNow.AddDays(3).ToString("ddd", CultureInfo.InvariantCulture) + " 08:00-09:00";
        (settings["Roster:Peers:0:Hours"], settings["Roster:Peers:1:Hours"]) = (never, never);

        // The disk is full, say: its folder cannot be made.
        await File.WriteAllTextAsync(Path.Combine(_folder, "occupied"), "", TestContext.Current.CancellationToken);
        settings["Storage:File"] = Path.Combine(_folder, "occupied", "spotter.db");
        var (code, text) = await SpotterProcess.RunAsync(settings, "--preflight");
        Assert.Equal(1, code);
        Assert.EndsWith("Do not go live.", text.TrimEnd(), StringComparison.Ordinal);
        Assert.Equal(OperatorCommands.Checks.Count + 1, Failing(text).Count);
        foreach (var line in text.Split('\n').Index().Where(l => l.Item.StartsWith("BLOCKING", StringComparison.Ordinal) || l.Item.StartsWith("warning", StringComparison.Ordinal)))
        {
            Assert.Matches("^ +-> [A-Z].+\\.$", text.Split('\n')[line.Index + 1]);
        }

        // The operator mends what only they can: settings, the roster, the account.
        settings = Settings();
        _company.Network.Dispose();
        _company.Network = Network(Untouched() with { SecondaryAuthToken = SecondaryToken });
        await using var program = await SpotterProcess.ServeAsync(settings, Base + "/api/health");
        (code, text) = await SpotterProcess.RunAsync(settings, "--preflight");
        Assert.Equal(1, code);
        Assert.Equal(["emergency-address", "fallback", "messaging-service", "number-urls", "settings", "trial"], Failing(text));

        // The program does its part, first only telling it.
        var point = new[]
        {
            "--point-numbers", "--voice-fallback", $"{_company.Url}/twiml/{PreflightBench.CallBin}", "--text-fallback", $"{_company.Url}/twiml/{PreflightBench.TextBin}",
        };
        Assert.Equal(0, (await SpotterProcess.RunAsync(settings, [.. point, "--dry-run"])).Code);
        Assert.All(_company.Network.Options.Numbers, n => Assert.Null(n.VoiceUrl));
        var kept = Path.Combine(_folder, "numbers.json");
        (code, text) = await SpotterProcess.RunAsync(settings, [.. point, "--keep", kept]);
        Assert.True(code == 0, text);
        Assert.All(_company.Network.Options.Numbers, n => Assert.StartsWith(Base + "/api/voice#", n.VoiceUrl, StringComparison.Ordinal));
        foreach (var number in _company.Network.Options.Numbers)
        {
            number.EmergencyAddressStatus = "registered";
        }

        (code, text) = await SpotterProcess.RunAsync(settings, "--preflight");
        Assert.True(code == 0, text);
        Assert.Equal(["settings", "trial"], Failing(text));

        // And back.
        Assert.True(_company.Network.Options.MessagingService!.UseInboundWebhookOnNumber);
        Assert.Equal(0, (await SpotterProcess.RunAsync(settings, "--restore-numbers", kept)).Code);
        Assert.False(_company.Network.Options.MessagingService.UseInboundWebhookOnNumber);
        Assert.All(_company.Network.Options.Numbers, n => Assert.Null(n.VoiceUrl));
        Assert.Empty(_company.Network.Violations);
    }

    private string Base => $"http://127.0.0.1:{_port.ToString(CultureInfo.InvariantCulture)}";

    /// <summary>Bought, and nothing more. The account is a trial without a profile until somebody has seen to it.</summary>
    private static PhoneNetworkOptions Untouched() => new()
    {
        Numbers = [new OwnedNumber(PreflightBench.Line), new OwnedNumber(PreflightBench.EmsLine)],
        MessagingService = new MessagingServiceOptions(),
        TwimlBins = new Dictionary<string, string> { [PreflightBench.CallBin] = Away.Call(PreflightBench.Staffed), [PreflightBench.TextBin] = Away.Text },
    };

    private static PhoneNetwork Network(PhoneNetworkOptions options) =>
        options.SecondaryAuthToken is null
            ? new PhoneNetwork(options with { AccountType = "Trial", CustomerProfiles = [], Countries = [] }, TimeProvider.System, new HttpClientHandler())
            : new PhoneNetwork(options, TimeProvider.System, new HttpClientHandler());

    private Dictionary<string, string?> Settings() => new(new PreflightBench().Settings)
    {
        ["DOTNET_ENVIRONMENT"] = "Development", // It is what lets the address be one of this machine.
        ["PORT"] = _port.ToString(CultureInfo.InvariantCulture),
        ["PublicBaseUrl"] = Base,
        ["Twilio:ApiBaseUrl"] = _company.Url,
        ["Twilio:SecondaryAuthToken"] = SecondaryToken,
        ["Alarms:Url"] = Base + "/api/health", // The only thing on this machine that takes any post.
        ["Storage:File"] = Path.Combine(_folder, "spotter.db"),
        ["Places:Areas:0:VerifiedOn"] = DateTime.UtcNow.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
    };

    private static List<string> Failing(string report) => [.. Lines(report).Where(l => l.Mark != "ok").Select(l => l.Check).Distinct().Order()];

    private static IEnumerable<(string Mark, string Check)> Lines(string report) =>
        Regex.Matches(report, "^(?<mark>ok|warning|BLOCKING) +(?<check>[a-z-]+) ", RegexOptions.Multiline | RegexOptions.ExplicitCapture)
            .Select(m => (m.Groups["mark"].Value, m.Groups["check"].Value));
}
