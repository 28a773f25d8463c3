using Microsoft.Extensions.Configuration;
using Simulation;

namespace Storm;

/// <summary>The service of a world: its default timing, two areas, a roster.</summary>
internal static class Settings
{
    public const string AccountSid = "AC000000000000000000000000000000f1";
    public const string AuthToken = "0123456789abcdef0123456789abcdef";

    public const string MessagingService = "MG000000000000000000000000000000f1";

    /// <summary>Calls and texts a second.</summary>
    public const int PerSecond = 10;

    /// <summary>The first two desks are the first area's.</summary>
    public static string AreaOf(IReadOnlyList<string> desks, string desk) => desk == desks[0] || desk == desks[1] ? "Hamilton" : "Guelph";

    public static (IConfiguration Configuration, IReadOnlyList<RosterPerson> Roster, IReadOnlyList<string> Desks) Of(int peers, int coordinators, bool hasSwitch)
    {
        string[] desks = ["+19055550911", "+19055550912", "+15195550911", "+15195550912"];
        var settings = new Dictionary<string, string?>
        {
            ["PublicBaseUrl"] = Instance.BaseUrl,
            ["Twilio:AccountSid"] = AccountSid,
            ["Twilio:AuthToken"] = AuthToken,
            ["Twilio:Numbers:0"] = World.Line,
            ["Twilio:Numbers:1"] = World.EmsLine,
            ["Twilio:EmsCallbackNumber"] = World.EmsLine,
            ["Twilio:CallsPerSecond"] = $"{PerSecond}",
            ["Twilio:TextsPerSecond"] = $"{PerSecond}",
            ["Privacy:Key"] = Convert.ToBase64String(Instance.PrivacyKey),
            ["Places:Areas:0:Name"] = "Hamilton",
            ["Places:Areas:0:Match"] = "Hamilton;L8P",
            ["Places:Areas:0:Dispatch"] = desks[0],
            ["Places:Areas:0:DispatchBackup"] = desks[1],
            ["Places:Areas:0:VerifiedOn"] = "2026-01-01",
            ["Places:Areas:1:Name"] = "Guelph",
            ["Places:Areas:1:Match"] = "Guelph",
            ["Places:Areas:1:Dispatch"] = desks[2],
            ["Places:Areas:1:DispatchBackup"] = desks[3],
            ["Places:Areas:1:DispatchDigits"] = "2",
            ["Places:Areas:1:VerifiedOn"] = "2026-01-01",
        };
        if (hasSwitch)
        {
            settings["Twilio:MessagingServiceSid"] = MessagingService;
        }

        var roster = new List<RosterPerson>();
        for (var i = 0; i < peers; i++)
        {
            roster.Add(new RosterPerson($"p{i + 1}", $"+190555502{i + 1:00}"));
            settings[$"Roster:Peers:{i}:Name"] = $"Peer {i + 1}";
            settings[$"Roster:Peers:{i}:Phone"] = roster[^1].Phone;
        }

        for (var i = 0; i < coordinators; i++)
        {
            roster.Add(new RosterPerson($"c{i + 1}", $"+190555503{i + 1:00}"));
            settings[$"Roster:Coordinators:{i}:Name"] = $"Coordinator {i + 1}";
            settings[$"Roster:Coordinators:{i}:Phone"] = roster[^1].Phone;
        }

        return (new ConfigurationBuilder().AddInMemoryCollection(settings).Build(), roster, desks);
    }
}

/// <param name="Id">As the roster has it.</param>
/// <param name="Phone">E.164.</param>
internal sealed record RosterPerson(string Id, string Phone);
