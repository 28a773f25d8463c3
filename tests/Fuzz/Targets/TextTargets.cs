using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Fuzz.Engine;
using Fuzz.Inputs;
using SpotterBot.Decisions;
using SpotterBot.Decisions.Places;
using SpotterBot.Decisions.Texts;
using SpotterBot.Settings;
using SpotterBot.Telephony;

namespace Fuzz.Targets;

/// <summary>Whatever reads one text.</summary>
public abstract class TextTarget(string name) : Target<string>(name)
{
    protected override string Make(Random random) => Words.Any(random);

    protected override IEnumerable<string> Smaller(string input) => input.Shorter();

    protected override string Show(string input) => Escaped.Literal(input);
}

/// <summary>Promise 3: what says no is never an OK; blanks and invisible characters around a text change nothing.</summary>
public sealed partial class CommandTarget() : TextTarget("command")
{
    protected override string? Fault(string input)
    {
        var command = TextCommand.Parse(input);
        return command.Verb == TextVerb.Ok && Refusing().IsMatch(command.Words) ? $"\"{command.Words}\" is taken for an OK."
            : command.Letter is { } letter && letter is < 'A' or > 'H' ? $"There is no letter {letter}."
            : command.Number is < 0 ? "Fewer minutes than none."
            : TextCommand.Parse($" \u200b\n{input}\u200b \t").Verb != command.Verb ? "Blanks around it change it."
            : TextCommand.Parse(input) != command ? "Twice the same text is not twice the same command."
            : null;
    }

    [GeneratedRegex("\\b(NO|NOT|NOPE|NEVER|HELP|SOS|911)\\b")]
    private static partial Regex Refusing();
}

/// <summary>What comes out can be dialled, or nothing does; and 911 never.</summary>
public sealed partial class NumberTarget() : TextTarget("numbers")
{
    private const string Keys = "0123456789019 +-()./*#\u0661\uff11";

    private readonly DialGuard _guard = new("+12895550100");

    protected override string Make(Random random) => random.Next(3) == 0
        ? base.Make(random)
        : string.Concat(Enumerable.Range(0, random.Next(1, 20)).Select(_ => Keys[random.Next(Keys.Length)]));

    protected override string? Fault(string input) =>
        Wrong(Numbers.E164(input)) ?? Wrong(E164.Normalise(input)) ?? Wrong(E164.Normalise(input, northAmericaByDefault: true))
        ?? (PhoneNumbers.Callable(input) ? Wrong(input) : null)
        ?? (_guard.TryAdmit(input, out var dialable, out _) ? Wrong(dialable.E164) : null)
        ?? (PhoneNumbers.IsEmergencyNumber(input) && _guard.TryAdmit(input, out _, out _) ? "An emergency number would be dialled." : null)
        ?? (Numbers.IsEmergency(input) && _guard.TryAdmit(input, out _, out _) ? "An emergency number would be dialled." : null);

    private static string? Wrong(string? number) =>
        number is null ? null : !Shape().IsMatch(number) ? $"{number} is no E.164." : Numbers.IsEmergency(number) ? $"{number} is an emergency number." : null;

    [GeneratedRegex("^\\+[1-9][0-9]{6,14}\\z")]
    private static partial Regex Shape();
}

/// <summary>What was heard or typed as a place, in areas like real ones.</summary>
public sealed class PlaceTarget() : TextTarget("places")
{
    private static readonly ImmutableArray<Area> Areas =
    [
        new("Hamilton", ["Hamilton", "L8P", "L8"], ["+19055550911", "+19055550912"]),
        new("Burlington", ["Burlington", "L7"], ["+19055550913"]),
        new("Stoney Creek", ["Stoney Creek", "Hamilton"], ["+19055550914"]),
        new("Elsewhere", ["*"], ["+19055550915"]),
    ];

    protected override string? Fault(string input)
    {
        var heard = SpokenPlace.Read(input, Areas);
        _ = SpokenPlace.Town(input, Areas);
        _ = SpokenPlace.Number(input);
        if (Place.From(input) is not { } place)
        {
            return null;
        }

        var answer = AreaAnswer.For(place, Areas);
        _ = SpokenPlace.IsTownAlone(place, Areas);
        _ = SpokenPlace.InTown(place, input, Areas);
        _ = SpokenPlace.WithDetail(place, Place.From("12 Main St, Hamilton")!);
        _ = (heard.ToString(), place.Street, place.Access, place.PostalCode, place.WithTown);
        return place.Verbatim.Length > Place.LengthMax ? "Longer than a place may be."
            : answer.Certainty == AreaCertainty.Known && answer.Area is null ? "An area is known, and is none."
            : Place.From(place.Verbatim)?.Verbatim != place.Verbatim ? "What was kept is not what is read back."
            : null;
    }
}

/// <summary>Hours and whole settings: read, or refused in words.</summary>
public sealed class SettingsTarget() : Target<IReadOnlyList<(string Name, string Value)>>("settings")
{
    private static readonly (string Name, string Value)[] Right =
    [
        ("PublicBaseUrl", "https://spotter.example.org"), ("Twilio:AccountSid", "AC" + new string('0', 32)), ("Twilio:AuthToken", new string('1', 32)),
        ("Twilio:SecondaryAuthToken", new string('2', 32)), ("Twilio:ApiBaseUrl", "https://api.twilio.com"), ("Twilio:Numbers:0", "+12895550100"),
        ("Twilio:EmsCallbackNumber", "+12895550199"), ("Twilio:CallsPerSecond", "1"), ("Twilio:TextsPerSecond", "1"), ("Twilio:MessagingServiceSid", "MG" + new string('0', 32)),
        ("Storage:TableServiceUri", "https://a.table.core.windows.net"), ("Storage:ConnectionString", "AccountName=a;AccountKey=a2V5;TableEndpoint=https://a.example.net"),
        ("Storage:File", ".data/spotter.db"), ("Privacy:Key", Convert.ToBase64String(new byte[32])), ("Roster:Peers:0:Name", "Peer 1"),
        ("Roster:Peers:0:Phone", "+19055550201"), ("Roster:Peers:0:Hours", "Mon-Fri 18:00-02:00; Sat,Sun 10:00-22:00"), ("Roster:Peers:0:TimeZone", "America/Toronto"),
        ("Roster:Peers:0:Languages", "en,fr"), ("Roster:Coordinators:0:Name", "C"), ("Roster:Coordinators:0:Phone", "+19055550301"), ("Roster:FallbackPhone", "+19055550302"),
        ("Places:Areas:0:Name", "Hamilton"), ("Places:Areas:0:Match", "Hamilton;L8P"), ("Places:Areas:0:Dispatch", "+19055550911"), ("Places:Areas:0:DispatchDigits", "ww1"),
        ("Places:Areas:0:VerifiedOn", "2026-01-01"), ("Places:Areas:0:Language", "en"), ("Spotting:FirstInterval", "00:02:00"), ("Spotting:OnLine:Miss", "00:00:45"),
        ("Spotting:OffLine:Ems", "00:02:00"), ("Spotting:EarliestReply", "00:00:03"),
    ];

    protected override IReadOnlyList<(string Name, string Value)> Make(Random random) =>
    [
        .. Right.Where(_ => random.Next(8) > 0).Select(s => random.Next(6) switch
        {
            0 => (s.Name, Words.Mutated(random, s.Value)),
            1 when random.Next(3) == 0 => (s.Name, Words.Any(random)),
            2 when random.Next(3) == 0 => (s.Name.Replace(":0:", $":{random.Next(-1, 12)}:", StringComparison.Ordinal), s.Value),
            _ => s,
        }),
    ];

    protected override string? Fault(IReadOnlyList<(string Name, string Value)> input)
    {
        var values = input.GroupBy(s => s.Name).ToDictionary(g => g.Key, g => (string?)g.Last().Value);
        foreach (var hours in values.Where(v => v.Key.EndsWith(":Hours", StringComparison.Ordinal)))
        {
            _ = Hours.TryParse(hours.Value, TimeZoneInfo.Utc, out _);
        }

        foreach (var development in new[] { true, false })
        {
            var configuration = new Microsoft.Extensions.Configuration.ConfigurationBuilder();
            configuration.Sources.Add(new Microsoft.Extensions.Configuration.Memory.MemoryConfigurationSource { InitialData = values });
            var (settings, faults) = SpotterSettings.Read(configuration.Build(), development);
            var lines = faults.ToFaultLines().ToList();
            if (settings is null == (lines.Count == 0))
            {
                return settings is null ? "Refused without a word." : "Taken, and faulted.";
            }

            if (lines.Find(l => l.Contains('\n', StringComparison.Ordinal) || string.IsNullOrWhiteSpace(l)) is { } line)
            {
                return $"A fault is one line: {line}";
            }
        }

        return null;
    }

    protected override IEnumerable<IReadOnlyList<(string Name, string Value)>> Smaller(IReadOnlyList<(string Name, string Value)> input) =>
        input.Shorter().Concat(input.WithSmaller(s => s.Value.Shorter().Select(v => (s.Name, v))));

    protected override string Show(IReadOnlyList<(string Name, string Value)> input) =>
        string.Join('\n', input.Select(s => $"(\"{s.Name}\", {Escaped.Literal(s.Value)})"));
}
