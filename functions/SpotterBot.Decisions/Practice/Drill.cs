using System.Collections.Immutable;
using System.Globalization;
using SpotterBot.Decisions.Speech;

namespace SpotterBot.Decisions.Practice;

/// <summary>What is rehearsed. The number is the digit behind DRILL.</summary>
public enum DrillStory
{
    /// <summary>Somebody who missed a check-in, is drowsy, and comes round.</summary>
    Drowsy = 1,

    /// <summary>Somebody who only wants to talk.</summary>
    Talk = 2,

    /// <summary>Somebody who threatens.</summary>
    Threat = 3,

    /// <summary>Somebody who answers no more: it ends with an ambulance, which the bot plays.</summary>
    Ambulance = 4,

    /// <summary>No rehearsal: a coordinator tries whether a phone rings and a key comes through.</summary>
    TestRing = 5,
}

/// <summary>Where a rehearsal stands.</summary>
public enum DrillPart
{
    Offer,
    Brief,
    Scene,
    Menu,
    Over,
}

/// <summary>Something the peer did, and how long after the phone was picked up.</summary>
/// <param name="Key">The key; <c>a</c>: took it, <c>p</c>: passed.</param>
public sealed record DrillMark(char Key, int Seconds);

/// <summary>What the phone hears next.</summary>
/// <param name="Ends">The call ends after it.</param>
/// <param name="Seconds">Silence after the last line before it goes on.</param>
public sealed record DrillAnswer(Drill Drill, ImmutableArray<Line> Lines, int Seconds, bool Ends = false);

/// <summary>
/// A rehearsal of a case, in which the bot plays everybody but the peer. It is whole in itself: it knows no session, no place and no dispatch line, so that
/// nothing in it can reach EMS. Every sentence says that it is a drill.
/// </summary>
/// <param name="BegunUtc">When the phone was picked up; null before.</param>
/// <param name="Turn">Which of the caller's sentences comes next.</param>
/// <param name="Silences">Into how many silences in a row it spoke.</param>
public sealed record Drill(DrillStory Story, DrillPart Part, DateTimeOffset? BegunUtc, int Turn, int Silences, ImmutableArray<DrillMark> Marks)
{
    /// <summary>What the caller says, story by story; silence follows each.</summary>
    public const int TurnsMost = 4;

    private const int OfferSilencesMost = 4;
    private const int SceneSilencesMost = 8;
    private const int MarksMost = 12;

    public static Drill Of(DrillStory story) => new(story, DrillPart.Offer, null, 0, 0, []);

    /// <summary>What was keyed is taken in, and what is heard then is said. Whatever comes, there is an answer.</summary>
    /// <param name="key">Null: silence, or the first request.</param>
    public DrillAnswer Next(string? key, DateTimeOffset nowUtc)
    {
        if (BegunUtc is null)
        {
            return (this with { BegunUtc = nowUtc }).Offers();
        }

        var drill = this with { Silences = key is null ? Silences + 1 : 0 };
        return (Part, key) switch
        {
            (DrillPart.Offer, "1") => drill.Mark('a', nowUtc).Taken(),
            (DrillPart.Offer, "2") => drill.Mark('p', nowUtc).Ends(),
            (DrillPart.Offer, _) => drill.Silences >= OfferSilencesMost ? drill.Ends() : drill.Offers(),
            (DrillPart.Brief, "*") or (DrillPart.Scene, "*") => drill.Menu(),
            (DrillPart.Brief, _) => (drill with { Part = DrillPart.Scene, Silences = 0 }).Plays(),
            (DrillPart.Scene, _) => drill.Silences >= SceneSilencesMost ? drill.Ends() : (drill with { Turn = drill.Turn + 1 }).Plays(),
            (DrillPart.Menu, null) => (drill with { Part = DrillPart.Scene }).Plays(),
            (DrillPart.Menu, _) => drill.Mark(key![0], nowUtc).Does(key[0]),
            _ => drill.Ends(),
        };
    }

    /// <summary>What happened when, as in <c>a6 940 165</c>.</summary>
    public string Log => string.Join(' ', Marks.Select(m => string.Create(CultureInfo.InvariantCulture, $"{m.Key}{m.Seconds}")));

    private DrillAnswer Offers() =>
        new(this with { Part = DrillPart.Offer }, [new(Story == DrillStory.TestRing ? LineKey.DrillTestRing : LineKey.DrillOffer, Name), new(Story == DrillStory.TestRing ? LineKey.DrillTestKeys : LineKey.DrillOfferKeys)], 4);

    private DrillAnswer Taken() => Story == DrillStory.TestRing
        ? new(this with { Part = DrillPart.Over }, [new(LineKey.DrillTestThanks)], 1, Ends: true)
        : new(this with { Part = DrillPart.Brief }, [new(LineKey.DrillBrief, Name), new(LineKey.DrillBriefKeys)], 1);

    private DrillAnswer Plays() => new(this, [new(LineKey.DrillCaller, Name, Math.Min(Turn, TurnsMost - 1).ToString(CultureInfo.InvariantCulture))], 6);

    private DrillAnswer Menu() => new(this with { Part = DrillPart.Menu }, [new(LineKey.DrillMenu)], 5);

    private DrillAnswer Does(char key) => key switch
    {
        '1' or '7' => Ends(),
        '9' => new(this with { Part = DrillPart.Scene }, [new(LineKey.DrillEms), new(LineKey.DrillEmsAsks)], 6),
        _ => new(this with { Part = DrillPart.Scene }, [new(LineKey.DrillKey, key.ToString())], 2),
    };

    /// <summary>It is over, and they hear what happened when.</summary>
    private DrillAnswer Ends() => new(
        this with { Part = DrillPart.Over },
        Story == DrillStory.TestRing || !Marks.Any(m => m.Key == 'a') ? [new(LineKey.DrillNotTaken)] : [new(LineKey.DrillReport, Report()), new(LineKey.DrillRemark, Name, Right ? "right" : "")],
        1, Ends: true);

    /// <summary>What the story called for was done.</summary>
    private bool Right => Story switch
    {
        DrillStory.Ambulance => Has('9'),
        DrillStory.Threat => Has('5'),
        DrillStory.Talk => !Has('9'),
        _ => Has('1') && !Has('9'),
    };

    private string[] Report() => [.. Marks.Select(m => $"{m.Key}{m.Seconds.ToString(CultureInfo.InvariantCulture)}")];

    private bool Has(char key) => Marks.Any(m => m.Key == key);

    private string Name => Story.ToString();

    private Drill Mark(char key, DateTimeOffset nowUtc) =>
        Marks.Length >= MarksMost ? this : this with { Marks = Marks.Add(new DrillMark(key, Math.Max(0, (int)(nowUtc - BegunUtc!.Value).TotalSeconds))) };
}
