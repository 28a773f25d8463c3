namespace Exploration.Model;

/// <summary>What may happen in one exploration: the larger, the shallower it has to be.</summary>
public sealed record Alphabet
{
    /// <summary>What the caller texts.</summary>
    public string[] Texts { get; init; } = [];

    /// <summary>What the caller keys, wherever a key is listened for.</summary>
    public string[] Keys { get; init; } = [];

    /// <summary>What is said on the caller's line, wherever speech is listened for.</summary>
    public string[] Words { get; init; } = [];

    /// <summary>Keys of somebody rung, and of the case menu.</summary>
    public string[] PeopleKeys { get; init; } = [];

    /// <summary>Texts of somebody rung, or on the case.</summary>
    public string[] CaseTexts { get; init; } = [];

    public string[] EmsKeys { get; init; } = [];

    public string[] EmsWords { get; init; } = [];

    /// <summary>Keys with which the caller, by their own phone, comes back; empty: none.</summary>
    public string[] CallsIn { get; init; } = [];

    /// <summary>The code is keyed on a phone that nobody knows.</summary>
    public bool Codes { get; init; }

    /// <summary>People on the case, and EMS, dial us.</summary>
    public bool PeopleCallIn { get; init; }

    /// <summary>Busy, failed and wrong numbers.</summary>
    public bool Failures { get; init; }

    /// <summary>Late keys, receipts that come twice, texts that turn out undeliverable.</summary>
    public bool Late { get; init; }

    /// <summary>Nobody of the service is there for a while, and the phone company takes no orders.</summary>
    public bool Outages { get; init; }

    /// <summary>Moments between two wake-ups.</summary>
    public bool Between { get; init; } = true;

    /// <summary>The ladder and those on it; each is answered, keyed and hung up.</summary>
    public static readonly Alphabet Ladder = new()
    {
        Texts = ["1"],
        Keys = ["1"],
        PeopleKeys = ["1"],
        EmsKeys = ["1"],
        Between = false,
    };

    /// <summary>As <see cref="Ladder"/>, and at any time an outage.</summary>
    public static readonly Alphabet Outage = Ladder with { Outages = true };

    /// <summary>As <see cref="Ladder"/>, with everything people on a case can key.</summary>
    public static readonly Alphabet Case = new()
    {
        Texts = ["1", "7", "9"],
        Keys = ["1", "7", "9"],
        PeopleKeys = ["1", "2", "3", "4", "6", "7", "9", "0"],
        EmsKeys = ["1", "0"],
        EmsWords = ["got it"],
        CaseTexts = ["1", "6", "7"],
        Failures = true,
    };

    /// <summary>The caller's own line and everything that is asked on it.</summary>
    public static readonly Alphabet Line = new()
    {
        Keys = ["1", "2", "3", "4", "5", "7", "9", "0", "12", "9055550123"],
        Words = ["i'm ok", "14 main street hamilton", "hamilton", "yes", "no", "help", "sam"],
        CallsIn = ["", "9"],
    };

    /// <summary>Everything the outside can do.</summary>
    public static readonly Alphabet Everything = new()
    {
        Texts = ["1", "2", "4", "7", "9", "0", "no", "help", "STOP", "START", "SPOT", "AT 9 Main St, Hamilton", "WHERE", "EVERY 5", "FIRST 905 555 0166", "FIRST CREW", "FORGET", "Hamilton", "hello there"],
        Keys = ["1", "2", "3", "4", "5", "7", "9", "0", "*", "9055550123"],
        Words = ["i'm ok", "14 main street hamilton", "hamilton", "yes", "no", "help", "who is that"],
        PeopleKeys = ["1", "2", "3", "4", "5", "6", "7", "9", "0"],
        CaseTexts = ["1", "2", "4", "6", "7", "9", "0", "where", "hello"],
        EmsKeys = ["1", "2", "0", "5"],
        EmsWords = ["got it", "who is this"],
        CallsIn = ["", "1", "9"],
        Codes = true,
        PeopleCallIn = true,
        Failures = true,
        Late = true,
        Outages = true,
    };
}
