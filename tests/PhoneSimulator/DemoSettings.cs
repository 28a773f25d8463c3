using System.Globalization;
using System.Security.Cryptography;

namespace PhoneSimulator;

/// <summary>What SpotterBot is configured with on the desk. Nothing is taken from the environment: a real account's settings stay out of it.</summary>
public static class DemoSettings
{
    public const string AccountSid = "AC00000000000000000000000000000001";

    /// <summary>Keyed after the dispatch desk's menu (2 s, then 2), as <c>Places__Areas__0__DispatchDigits</c> says.</summary>
    public const string MenuKey = "2";

    /// <summary>Another token every time: nothing outside this process can sign for it.</summary>
    public static string NewAuthToken() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));

    /// <param name="programUrl">Where the phone company reaches SpotterBot.</param>
    /// <param name="companyUrl">Where SpotterBot reaches the phone company.</param>
    /// <param name="dataFolder">Holds the SQLite file and the key beside it.</param>
    /// <param name="today">On the desk's clock: the day on which its dispatch line was checked.</param>
    /// <param name="more">Further settings, as <c>Section:Name</c>.</param>
    public static IConfiguration Make(
        string programUrl, string companyUrl, string authToken, string dataFolder, DateOnly today, IEnumerable<KeyValuePair<string, string?>>? more = null)
    {
        var settings = new Dictionary<string, string?>
        {
            ["PublicBaseUrl"] = programUrl,
            ["Twilio:AccountSid"] = AccountSid,
            ["Twilio:AuthToken"] = authToken,
            ["Twilio:ApiBaseUrl"] = companyUrl,
            ["Twilio:Numbers:0"] = Cast.Line,
            ["Twilio:Numbers:1"] = Cast.EmsCallback,
            ["Twilio:EmsCallbackNumber"] = Cast.EmsCallback,
            ["Storage:File"] = Path.Combine(dataFolder, "spotter.db"),
            ["Places:Areas:0:Name"] = "Hamilton",
            ["Places:Areas:0:Match"] = "Hamilton;L8P",
            ["Places:Areas:0:Dispatch"] = Cast.Ems.Number,
            ["Places:Areas:0:DispatchBackup"] = Cast.EmsBackup.Number,
            ["Places:Areas:0:DispatchDigits"] = "wwww" + MenuKey,
            ["Places:Areas:0:VerifiedOn"] = today.ToString("O", CultureInfo.InvariantCulture),
        };
        AddRoster(settings, "Roster:Peers", Role.Peer);
        AddRoster(settings, "Roster:Coordinators", Role.Coordinator);
        AddRoster(settings, "Roster:Mentors", Role.Mentor);
        foreach (var (name, value) in more ?? [])
        {
            settings[name] = value;
        }

        return new ConfigurationBuilder().AddInMemoryCollection(settings).Build();
    }

    private static void AddRoster(Dictionary<string, string?> settings, string section, Role role)
    {
        foreach (var (index, member) in Cast.All.Where(m => m.Role == role).Index())
        {
            var item = $"{section}:{index.ToString(CultureInfo.InvariantCulture)}";
            settings[$"{item}:Name"] = member.Name;
            settings[$"{item}:Phone"] = member.Number;
            if (member.Languages is { } languages)
            {
                settings[$"{item}:Languages"] = languages;
            }
        }
    }
}
