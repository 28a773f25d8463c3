using Microsoft.Extensions.Configuration;
using SpotterBot.Settings;

namespace SpotterBot.Tests.Settings;

/// <summary>A whole and faultless configuration of made-up values, and what becomes of it when some are changed.</summary>
internal static class Configured
{
    public const string Token = "5ec3e7ba5e0fa11ed70c3n";

    public static readonly string Key = Convert.ToBase64String([.. Enumerable.Range(1, 32).Select(i => (byte)(i * 7))]);

    public static readonly IReadOnlyDictionary<string, string?> Whole = new Dictionary<string, string?>(StringComparer.Ordinal)
    {
        ["PublicBaseUrl"] = "https://watch.example.net/",
        ["Twilio__AccountSid"] = "AC0123456789abcdef0123456789abcdef",
        ["Twilio__AuthToken"] = Token,
        ["Twilio__Numbers__0"] = "+12895550100",
        ["Twilio__Numbers__1"] = "+12895550101",
        ["Privacy__Key"] = Key,
        ["Roster__Peers__0__Name"] = "Robin",
        ["Roster__Peers__0__Phone"] = "+12895550110",
        ["Roster__Peers__1__Name"] = "Sam",
        ["Roster__Peers__1__Phone"] = "+12895550111",
        ["Roster__Peers__1__Languages"] = "fr; en",
        ["Roster__Peers__1__Hours"] = "Mon-Thu 19:00-03:00; Sat,Sun 11:00-21:00",
        ["Roster__Peers__1__TimeZone"] = "America/Halifax",
        ["Roster__Coordinators__0__Name"] = "Kim",
        ["Roster__Coordinators__0__Phone"] = "+12895550120",
        ["Roster__FallbackPhone"] = "+12895550121",
        ["Places__Areas__0__Name"] = "Hamilton",
        ["Places__Areas__0__Match"] = "L8P; L8R;Hamilton",
        ["Places__Areas__0__Dispatch"] = "+12895550130",
        ["Places__Areas__0__DispatchBackup"] = "+12895550131",
        ["Places__Areas__0__DispatchDigits"] = "ww1#",
        ["Places__Areas__0__VerifiedOn"] = "2026-03-01",
        ["Places__Areas__1__Name"] = "Elsewhere",
        ["Places__Areas__1__Match"] = "*",
        ["Places__Areas__1__Dispatch"] = "+12895550140",
    };

    public static (SpotterSettings? Settings, IReadOnlyList<SettingsFault> Faults) With(params (string Setting, string? Value)[] changes) =>
        Read(false, Whole, changes);

    public static (SpotterSettings? Settings, IReadOnlyList<SettingsFault> Faults) InDevelopmentWith(params (string Setting, string? Value)[] changes) =>
        Read(true, Whole, changes);

    /// <param name="changes">Settings as the environment has them; null takes one out.</param>
    public static (SpotterSettings? Settings, IReadOnlyList<SettingsFault> Faults) Read(
        bool development, IReadOnlyDictionary<string, string?> start, params (string Setting, string? Value)[] changes)
    {
        return SpotterSettings.Read(Built(start, changes), development);
    }

    /// <inheritdoc cref="Read"/>
    public static IConfiguration Configuration(params (string Setting, string? Value)[] changes) => Built(Whole, changes);

    private static IConfiguration Built(IReadOnlyDictionary<string, string?> start, (string Setting, string? Value)[] changes)
    {
        var all = new Dictionary<string, string?>(start, StringComparer.OrdinalIgnoreCase);
        foreach (var (setting, value) in changes)
        {
            all[setting] = value;
        }

        var present = all.Where(s => s.Value is not null).Select(s => KeyValuePair.Create(s.Key.Replace("__", ":", StringComparison.Ordinal), s.Value));
        return new ConfigurationBuilder().AddInMemoryCollection(present).Build();
    }
}
