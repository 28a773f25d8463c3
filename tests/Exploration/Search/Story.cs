using System.Collections.Immutable;
using Exploration.Model;
using SpotterBot.Decisions;
using SpotterBot.Decisions.Places;
using SpotterBot.Decisions.Sessions;

namespace Exploration.Search;

/// <summary>How a life begins, and how far into it the search starts.</summary>
/// <param name="then">Moves by their labels, taken before the search; time passes until each can be made.</param>
public sealed class Story(string name, Beginning beginning, Facts? facts = null, params string[] then)
{
    private const string Wake = "time passes to the next wake-up";
    private const string End = "what is being heard comes to its end";
    private const int WakesMost = 40;

    public string Name { get; } = name;

    public Facts Facts { get; } = facts ?? Cast.Small;

    public static Beginning ByText(bool place = true, TextChannel texts = TextChannel.Works, Kept? kept = null) =>
        new("s1", "123", Cast.CallerPhone, texts, Words: place ? $"{Cast.Address}, Hamilton" : null, MessageSid: "SMfirst", Kept: kept);

    public static Beginning ByVoice(string key = "1", bool place = true, string? number = Cast.CallerPhone, TextChannel texts = TextChannel.Works) =>
        new("s1", "123", number, texts, CallSid: "CAin0", Key: key, SavedPlace: place ? Place.From($"{Cast.Address}, Hamilton") : null);

    private static readonly Kept Chosen = new(ImmutableDictionary<string, string>.Empty, ChosenNumber: "+19055550166");

    /// <summary>From the first word.</summary>
    public static readonly ImmutableArray<Story> Beginnings =
    [
        new("by text", ByText()),
        new("by call", ByVoice(), null, "the caller hangs up"),
        new("on the line", ByVoice()),
        new("on the line, nothing known", ByVoice(place: false)),
        new("help now", ByVoice("9")),
        new("help now, no place", ByVoice("9", place: false)),
        new("just talking", ByVoice("0")),
        new("hidden number", ByVoice(number: null, texts: TextChannel.None)),
        new("opted out", ByText(texts: TextChannel.OptedOut)),
        new("someone chosen first", ByText(kept: Chosen)),
        new("EMS at once", ByText(), null, "the caller texts FIRST CREW"),
        new("no place", ByText(place: false)),
        new("no area", ByText(), Cast.Small with { Areas = [] }),
        new("no peers", ByText(), Cast.Small with { Peers = [] }),
        new("nobody at all", ByText(), Cast.Small with { Peers = [], Coordinators = [] }),
        new("with a switch", ByText(), Cast.Small with { Timing = new Timing { SwitchAfter = TimeSpan.FromMinutes(10) }, Overloaded = true, JustOverloaded = true }),
    ];

    /// <summary>From where a check-in is asked, or people are being reached.</summary>
    public static readonly ImmutableArray<Story> Middles =
    [
        new("by text, asked", ByText(), null, Wake),
        new("by text, missed", ByText(), null, Wake, Wake, Wake),
        new("on the line, asked", ByVoice(), null, Wake),
        new("on the line, missed", ByVoice(), null, Wake, Wake, Wake),
        new("by text, taken", ByText(), null, "Peer:p1 picks up", "Peer:p1 keys 1"),
        new("by text, taken by text", ByText(), null, "Peer:p1 texts 1"),
        new("on the line, in the room", ByVoice(), null, "Peer:p1 picks up", "Peer:p1 keys 1", "Peer:p1 keys * in the room"),
        new("on the line, EMS answers", ByVoice(), null, "Ems:0 picks up"),
        new("by text, EMS confirms", ByText(), null, "Ems:0 picks up", "Ems:0 keys 1"),
        new("by text, EMS answered, then OK", ByText(), null, "Ems:0 picks up", "the caller texts 1"),
        new("no place, missed", ByText(place: false), null, Wake, Wake, Wake),
        new("someone chosen is rung", ByText(kept: Chosen), null, "Chosen picks up"),
    ];

    public static IEnumerable<Story> All => Beginnings.Concat(Middles);

    /// <summary>The life where the search starts.</summary>
    /// <param name="told">Gets a line for each move; null: nothing is told.</param>
    public Life Start(Core core, int faults, List<string>? told = null)
    {
        told?.Add($"   1. 00:00 {Name}: it begins");
        var life = Stepper.Begin(core, Facts, beginning, Cast.Zero, faults, told);
        foreach (var label in then)
        {
            var next = Take(core, life, label, told);
            for (var wakes = 0; next is null && wakes < WakesMost; wakes++)
            {
                life = Take(core, life, Wake, told)!;
                next = Take(core, life, label, told);
            }

            life = next ?? throw new InvalidOperationException($"{Name}: nobody comes to \"{label}\".");
        }

        return life;
    }

    /// <summary>One move by its label; null: it cannot be made there.</summary>
    public Life? Take(Core core, Life life, string label, List<string>? told = null)
    {
        var move = Moves.At(life, Alphabet.Everything, Facts).Find(m => m.Label == label);
        if (move is null)
        {
            return null;
        }

        told?.Add($"{told.Count(l => l.Length > 4 && l[4] == '.') + 1,4}. {Telling.Clock(life.NowUtc - Cast.Zero)} {label}");
        var stepper = new Stepper(core, Facts, life, story: told);
        move.Do(stepper);
        return stepper.Life;
    }
}
