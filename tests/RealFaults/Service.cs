using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using PhoneCompany;

namespace RealFaults;

/// <summary>
/// The service that is tried: its numbers, its people, where its processes listen, and its timing, which is short so that minutes hold many
/// check-ins. Written to a file, from which the phone company's process reads it.
/// </summary>
internal sealed record Service
{
    public const string Line = "+12895550100";
    public const string EmsLine = "+12895550199";
    public const string AccountSid = "AC000000000000000000000000000000f2";
    public const string Town = "Hamilton";

    /// <summary>Calls and texts a second.</summary>
    public const int PerSecond = 20;

    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(20);
    public static readonly TimeSpan Miss = TimeSpan.FromSeconds(28);
    public static readonly TimeSpan Ems = TimeSpan.FromSeconds(40);

    /// <summary>What the program has from EMS being due to EMS ringing.</summary>
    public static readonly TimeSpan ToRing = TimeSpan.FromSeconds(30);

    /// <summary>Beside a desk that picked up and has confirmed nothing the other is dialled after this. It is no setting.</summary>
    public static readonly TimeSpan Unconfirmed = TimeSpan.FromSeconds(90);

    public static readonly IReadOnlyList<string> Peers = ["+19055550201", "+19055550202", "+19055550203"];
    public static readonly IReadOnlyList<string> Coordinators = ["+19055550301"];
    public static readonly IReadOnlyList<string> Desks = ["+19055550911", "+19055550912"];

    public required string Folder { get; init; }

    public required int CompanyPort { get; init; }

    /// <summary>One for each process of the program. The first is the one that is known outside.</summary>
    public required IReadOnlyList<int> ProgramPorts { get; init; }

    public string AuthToken { get; init; } = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));

    public string PublicBaseUrl => $"http://127.0.0.1:{ProgramPorts[0]}";

    public string CompanyUrl => $"http://127.0.0.1:{CompanyPort}";

    /// <summary>Where the phone company writes what happens, a line each.</summary>
    public string Journal => Path.Combine(Folder, "journal.jsonl");

    private string File => Path.Combine(Folder, "service.json");

    public static Service Read(string folder) => JsonSerializer.Deserialize<Service>(System.IO.File.ReadAllText(Path.Combine(folder, "service.json")))!;

    public void Write() => System.IO.File.WriteAllText(File, JsonSerializer.Serialize(this));

    public IReadOnlyList<OwnedNumber> Numbers() =>
    [
        .. new[] { Line, EmsLine }.Select(number => new OwnedNumber(number)
        {
            VoiceUrl = PublicBaseUrl + "/api/voice",
            VoiceFallbackUrl = PublicBaseUrl + "/api/voice/fallback",
            SmsUrl = PublicBaseUrl + "/api/texts",
            StatusCallback = PublicBaseUrl + "/api/callbacks/number",
        }),
    ];

    /// <summary>The program's settings, as environment variables.</summary>
    /// <param name="port">Where this process listens.</param>
    /// <param name="store">Name and value of the setting that says where sessions are kept.</param>
    public Dictionary<string, string> Settings(int port, KeyValuePair<string, string> store)
    {
        var settings = new Dictionary<string, string>
        {
            ["DOTNET_ENVIRONMENT"] = "Development",
            ["ASPNETCORE_ENVIRONMENT"] = "Development",
            ["PORT"] = Number(port),
            ["PublicBaseUrl"] = PublicBaseUrl,
            ["Twilio__AccountSid"] = AccountSid,
            ["Twilio__AuthToken"] = AuthToken,
            ["Twilio__ApiBaseUrl"] = CompanyUrl,
            ["Twilio__Numbers__0"] = Line,
            ["Twilio__Numbers__1"] = EmsLine,
            ["Twilio__EmsCallbackNumber"] = EmsLine,
            ["Twilio__CallsPerSecond"] = Number(PerSecond),
            ["Twilio__TextsPerSecond"] = Number(PerSecond),
            ["Privacy__Key"] = Convert.ToBase64String(SHA256.HashData(Convert.FromHexString(AuthToken))),
            [store.Key] = store.Value,
            ["Places__Areas__0__Name"] = Town,
            ["Places__Areas__0__Match"] = Town,
            ["Places__Areas__0__Dispatch"] = Desks[0],
            ["Places__Areas__0__DispatchBackup"] = Desks[1],
            ["Places__Areas__0__VerifiedOn"] = "2026-01-01",
            ["Spotting__FirstInterval"] = Time(Interval),
            ["Spotting__Interval"] = Time(Interval),
            ["Spotting__OffLine__SecondChannel"] = "00:00:03",
            ["Spotting__OffLine__Miss"] = Time(Miss),
            ["Spotting__OffLine__Ems"] = Time(Ems),
            ["Spotting__OnLine__Louder"] = "00:00:08",
            ["Spotting__OnLine__Miss"] = Time(Miss),
            ["Spotting__OnLine__Ems"] = Time(Ems),
            ["Spotting__EmsRedial"] = "00:00:05",
            ["Spotting__RepeatWindow"] = "00:00:03",
            ["Spotting__PeerReminder"] = "00:00:15",
            ["Spotting__PeerDecision"] = "00:00:25",
        };
        Roster("Peers", Peers);
        Roster("Coordinators", Coordinators);
        return settings;

        void Roster(string section, IReadOnlyList<string> phones)
        {
            foreach (var (index, phone) in phones.Index())
            {
                settings[$"Roster__{section}__{Number(index)}__Name"] = $"{section[..^1]} {Number(index + 1)}";
                settings[$"Roster__{section}__{Number(index)}__Phone"] = phone;
            }
        }
    }

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Time(TimeSpan value) => value.ToString("c", CultureInfo.InvariantCulture);
}
