using System.Collections.Immutable;
using SpotterBot.Decisions;

namespace SpotterBot.Settings;

/// <summary>Who is on the roster at first start; afterwards the roster lives in the store.</summary>
public sealed record RosterSettings
{
    private const int RingWidthMost = 20;

    public ImmutableArray<PeerSettings> Peers { get; init; } = [];

    public ImmutableArray<CoordinatorSettings> Coordinators { get; init; } = [];

    /// <summary>Rung by peers who want to debrief.</summary>
    public ImmutableArray<PeerSettings> Mentors { get; init; } = [];

    /// <summary>Peers rung at the same time.</summary>
    public int RingWidth { get; init; } = new Facts().RingWidth;

    /// <summary>How long each is rung.</summary>
    public TimeSpan RingFor { get; init; } = new Facts().RingFor;

    /// <summary>Who comes first.</summary>
    public ImmutableArray<RingBy> RingOrder { get; init; } = new Facts().RingOrder;

    /// <summary>So long before nobody is on call coordinators hear of it.</summary>
    public TimeSpan GapAhead { get; init; } = UsualGapAhead;

    /// <summary>A staffed line, in E.164, for when this program cannot be reached at all.</summary>
    public string? FallbackPhone { get; init; }

    /// <summary>So many hard cases of somebody's within a week are told to coordinators.</summary>
    public int ExposureNudge { get; init; } = UsualExposureNudge;

    /// <summary>So long no peer is put through to a caller who threatened one after a warning.</summary>
    public TimeSpan BotOnlyFor { get; init; } = new Facts().BotOnlyFor;

    private const int UsualExposureNudge = 3;

    private static readonly TimeSpan UsualGapAhead = TimeSpan.FromHours(4);

    /// <summary>Shows nothing: these are people's own numbers.</summary>
    public override string ToString() => nameof(RosterSettings);

    internal static RosterSettings Read(SettingsReader reader, ImmutableHashSet<string> ownNumbers, ImmutableHashSet<string> dispatchLines)
    {
        var reserved = new Reserved(reader, ownNumbers, dispatchLines);
        var peers = new DistinctNumbers(reader);
        var mentors = new DistinctNumbers(reader);
        var coordinators = new DistinctNumbers(reader);
        return new RosterSettings
        {
            Peers = [.. reader.Items("Roster:Peers").Select(i => Peer(reader, i, reserved.Checked($"{i}:Phone", Phone(reader, peers, i))))],
            Coordinators = [.. reader.Items("Roster:Coordinators").Select(i => new CoordinatorSettings(
                Name(reader, i), reserved.Checked($"{i}:Phone", Phone(reader, coordinators, i))))],
            Mentors = [.. reader.Items("Roster:Mentors").Select(i => Peer(reader, i, reserved.Checked($"{i}:Phone", Phone(reader, mentors, i))))],
            RingWidth = reader.Count("Roster:RingWidth", new Facts().RingWidth, RingWidthMost),
            RingFor = reader.Time("Roster:RingFor", new Facts().RingFor, TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(60)),
            RingOrder = Order(reader),
            ExposureNudge = reader.Count("Roster:ExposureNudge", UsualExposureNudge, 100),
            BotOnlyFor = reader.Time("Roster:BotOnlyFor", new Facts().BotOnlyFor, TimeSpan.FromHours(1), TimeSpan.FromHours(23)),
            GapAhead = reader.Time("Roster:GapAhead", UsualGapAhead, TimeSpan.FromHours(1), TimeSpan.FromHours(23)),
            FallbackPhone = reserved.Checked("Roster:FallbackPhone", reader.Phone("Roster:FallbackPhone")) is { Length: > 0 } phone ? phone : null,
        };
    }

    /// <summary>Each word at most once; what is left out decides nothing.</summary>
    private static ImmutableArray<RingBy> Order(SettingsReader reader)
    {
        const string Key = "Roster:RingOrder";
        if (reader.Text(Key) is not { } text)
        {
            return new Facts().RingOrder;
        }

        var order = SettingsReader.Parts(text).Select(p => Enum.TryParse<RingBy>(p, ignoreCase: true, out var by) && Enum.IsDefined(by) && !char.IsAsciiDigit(p[0]) ? by : (RingBy?)null).ToList();
        if (order.Contains(null) || order.Distinct().Count() != order.Count)
        {
            reader.Faults.Add(Key, "is not an order to ring in", $"Write some of {string.Join(';', Enum.GetNames<RingBy>())}, each once, the weightiest first");
            return new Facts().RingOrder;
        }

        return [.. order.OfType<RingBy>()];
    }

    private static PeerSettings Peer(SettingsReader reader, string item, string phone)
    {
        var name = Name(reader, item);
        var zone = Zone(reader, $"{item}:TimeZone");
        return new PeerSettings(name, phone, SpokenBy(reader, $"{item}:Languages"), Shift(reader, $"{item}:Hours", zone));
    }

    private static string Name(SettingsReader reader, string item) =>
        reader.Required($"{item}:Name", "Write the first name or nickname this person goes by") ?? "";

    private static string? Phone(SettingsReader reader, DistinctNumbers numbers, string item)
    {
        reader.Demand($"{item}:Phone", "Write this person's number, in E.164, or take them out");
        return numbers.Add($"{item}:Phone");
    }

    private static ImmutableArray<string> SpokenBy(SettingsReader reader, string key)
    {
        var spoken = reader.List(key).Select(l => reader.Language(l.Key, l.Value)).OfType<string>();
        return spoken.Distinct(StringComparer.OrdinalIgnoreCase).ToImmutableArray() is { IsEmpty: false } languages ? languages : ["en"];
    }

    private static TimeZoneInfo Zone(SettingsReader reader, string key)
    {
        if (reader.Text(key) is not { } id)
        {
            return TimeZoneInfo.Utc;
        }

        if (TimeZoneInfo.TryFindSystemTimeZoneById(id, out var zone))
        {
            return zone;
        }

        reader.Faults.Add(key, "is not a time zone that this machine knows", "Write one such as America/Toronto, or install the machine's tzdata");
        return TimeZoneInfo.Utc;
    }

    private static Hours Shift(SettingsReader reader, string key, TimeZoneInfo zone)
    {
        if (reader.Text(key) is not { } text)
        {
            return Hours.Always(zone);
        }

        if (Hours.TryParse(text, zone, out var hours))
        {
            return hours;
        }

        reader.Faults.Add(key, "is not hours of a week", "Write always, or days and times such as Mon-Fri 18:00-02:00; Sat,Sun 10:00-22:00");
        return Hours.Always(zone);
    }

    /// <summary>Nobody on the roster can have a number that leads back to the service or to a dispatch desk.</summary>
    private sealed record Reserved(SettingsReader Reader, ImmutableHashSet<string> OwnNumbers, ImmutableHashSet<string> DispatchLines)
    {
        public string Checked(string key, string? number)
        {
            if (number is null)
            {
                return "";
            }

            if (OwnNumbers.Contains(number))
            {
                Reader.Faults.Add(key, "is one of the service's own numbers", "Write a person's own number");
            }

            if (DispatchLines.Contains(number))
            {
                Reader.Faults.Add(key, "is a dispatch line", "Write a person's own number");
            }

            return number;
        }
    }
}

/// <param name="Phone">In E.164.</param>
/// <param name="Languages">Codes, the preferred first.</param>
/// <param name="Hours">When they may be rung, with their time zone.</param>
public sealed record PeerSettings(string Name, string Phone, ImmutableArray<string> Languages, Hours Hours)
{
    public TimeZoneInfo TimeZone => Hours.Zone;

    public override string ToString() => nameof(PeerSettings);
}

/// <param name="Phone">In E.164.</param>
public sealed record CoordinatorSettings(string Name, string Phone)
{
    public override string ToString() => nameof(CoordinatorSettings);
}
