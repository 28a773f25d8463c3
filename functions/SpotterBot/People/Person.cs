using System.Collections.Immutable;
using SpotterBot.Decisions;
using SpotterBot.Decisions.Places;
using SpotterBot.Decisions.Sessions;
using SpotterBot.Decisions.Texts;

namespace SpotterBot.People;

/// <summary>What is kept about one phone, under the HMAC of its number.</summary>
public sealed record Person
{
    public string Language { get; init; } = "en";

    public TextChannel Texts { get; init; }

    /// <summary>Sessions and cases this phone has a part in now.</summary>
    public IReadOnlyList<PhoneLink> Links { get; init; } = [];

    /// <summary>Places the caller saved, by their own word for it.</summary>
    public IReadOnlyDictionary<string, string> Places { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>How they want to be spotted, kept with their latest place.</summary>
    public Usual? Usual { get; init; }

    /// <summary>Texts answered of late: outside any session, with what they were answered with; by sessions that are over, without. Newest last.</summary>
    public IReadOnlyList<AnsweredText> Recent { get; init; } = [];

    /// <summary>Texts outside any session that changed nothing and were answered, since the last that did change something.</summary>
    public IdleReplies Idle { get; init; } = new();

    /// <summary>Peers who, or whom, this caller would like again. Used only where both would.</summary>
    public IReadOnlyList<Tie> Ties { get; init; } = [];

    /// <summary>Callers who named this phone to be rung first, and what was said to that.</summary>
    public IReadOnlyList<ConsentAsk> Asks { get; init; } = [];

    /// <summary>Phones that this phone's caller named, by the keys of their rows: what they said is kept there.</summary>
    public IReadOnlyList<string> Named { get; init; } = [];

    /// <summary>Asks that wait for an answer.</summary>
    public IEnumerable<ConsentAsk> OpenAsks => Asks.Where(a => a.Said == Consent.Asked);

    /// <summary>When this phone's caller was last warned for threatening somebody.</summary>
    public DateTimeOffset? WarnedUtc { get; init; }

    /// <summary>Until then no peer is put through to this phone.</summary>
    public DateTimeOffset? BotOnlyUntilUtc { get; init; }

    public IEnumerable<PhoneLink> OwnSessions => Links.Where(l => l is { Who.Kind: PartyKind.Caller, Over: false });

    /// <summary>The words of the kept places, the latest first.</summary>
    public IReadOnlyList<string> PlaceWords =>
        [.. Places.Keys.OrderBy(w => w == Usual?.PlaceWord ? 0 : 1).ThenBy(w => w, StringComparer.Ordinal)];

    /// <summary>The place kept under this word; null where there is none.</summary>
    public Place? PlaceUnder(string word) =>
        Places.TryGetValue(word, out var kept) && Place.From(kept) is { } place ? place with { AreaConfirmed = Usual is { AreaConfirmed: true } usual && usual.PlaceWord == word } : null;

    /// <summary>What a session of theirs begins with.</summary>
    public Kept ToKept() => new(
        Places.ToImmutableDictionary(StringComparer.Ordinal), Usual?.Handle, Usual?.Minutes, Usual?.ChosenNumber, Usual?.Quiet == true, Usual?.Tone == true)
    {
        Language = Language,
        KnownPeers = [.. Ties.Where(t => t is { CallerWants: true, PeerWants: true }).Select(t => t.PeerId)],
        Consent = Usual?.ChosenSaid ?? Consent.NotAsked,
        WarnedUtc = WarnedUtc,
        BotOnlyUntilUtc = BotOnlyUntilUtc,
    };

    /// <summary>No letter is left for another session: as many people are being spotted on this phone as it can tell apart.</summary>
    public bool IsFull => PhoneBook.Letters.All(c => Links.Any(l => l.Letter == c && !l.Over));

    /// <summary>Nothing that anybody chose to keep.</summary>
    public bool IsBlank => Links.Count == 0 && Places.Count == 0 && Language == "en" && Ties.Count == 0 && Asks.Count == 0 && Named.Count == 0 && WarnedUtc is null && Texts == TextChannel.Works && Recent.Count == 0 && Idle.Count == 0;

    /// <summary>Something that FORGET erases for whoever chose to keep it.</summary>
    public bool KeepsSomething => Places.Count > 0 || Usual is not null || Language != "en" || Ties.Count > 0 || Asks.Count > 0 || Named.Count > 0;
}

/// <param name="Letter">What a text about it carries, unique on this phone among those that need one.</param>
/// <param name="Over">Its session or case is over, and something is still asked or told about it: another may have its letter.</param>
/// <param name="OverUtc">When it came to be over.</param>
public sealed record PhoneLink(string SessionId, Party Who, char Letter, bool Over = false, DateTimeOffset? OverUtc = null)
{
    /// <summary>A caller whose session is over may thank somebody, and needs no letter for that: whoever is spotted next on this phone begins with A.</summary>
    public bool NeedsLetter => !(Over && Who.Kind == PartyKind.Caller);
}

/// <summary>A caller named this phone.</summary>
/// <param name="By">The key of the caller's row.</param>
/// <param name="Letter">What an answer to it carries, and what takes that back: unique among all of them while there are letters.</param>
/// <param name="SessionId">The caller's latest.</param>
public sealed record ConsentAsk(string By, char Letter, string SessionId, Consent Said)
{
    /// <summary>The text that answered it last: its repeat answers the same one.</summary>
    public string? SaidIn { get; init; }

    /// <summary>Other sessions of the caller's phone that have named this one: people who share a phone may name the same person.</summary>
    public IReadOnlyList<string> Earlier { get; init; } = [];

    public IEnumerable<string> ToTell() => [SessionId, .. Earlier];

    /// <summary>That session is told of the answer, too.</summary>
    public ConsentAsk In(string sessionId) => sessionId == SessionId ? this
        : this with { SessionId = sessionId, Earlier = [.. Earlier.Where(s => s != sessionId).Append(SessionId).TakeLast(PhoneBook.Letters.Length - 1)] };
}

/// <summary>A caller and a peer who took a call of theirs.</summary>
/// <param name="PeerId">On the roster.</param>
/// <param name="CallerWants">The caller would like them again.</param>
/// <param name="PeerWants">They would like this caller again.</param>
public sealed record Tie(string PeerId, bool CallerWants = false, bool PeerWants = false);

/// <param name="Reply">The words it is answered with when it comes again; empty for none.</param>
/// <param name="Utc">Since when it stands here.</param>
public sealed record AnsweredText(string MessageSid, string Reply, DateTimeOffset? Utc = null);

/// <summary>How a caller wants to be spotted next time.</summary>
/// <param name="PlaceWord">Their word for the place it was kept with.</param>
/// <param name="Minutes">Between check-ins, where they chose.</param>
/// <param name="ChosenNumber">Someone to be reached first, E.164.</param>
/// <param name="Quiet">As few words as can be.</param>
/// <param name="Tone">A calm tone between check-ins.</param>
/// <param name="ChosenSaid">What whoever that number reaches said to it.</param>
/// <param name="AreaConfirmed">They said that they are in the area that serves everywhere.</param>
public sealed record Usual(string PlaceWord, string? Handle, int? Minutes, string? ChosenNumber, bool Quiet, bool Tone, bool AreaConfirmed = false, Consent ChosenSaid = Consent.NotAsked);
