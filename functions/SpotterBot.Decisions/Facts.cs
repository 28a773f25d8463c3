using System.Collections.Immutable;
using SpotterBot.Decisions.Places;
using SpotterBot.Decisions.Sessions;

namespace SpotterBot.Decisions;

/// <summary>What the world looks like at the moment of a decision: who may be rung, the areas' lines, and the clock's settings.</summary>
public sealed record Facts
{
    public Timing Timing { get; init; } = new();

    /// <summary>Peers on shift now, in no particular order.</summary>
    public ImmutableArray<PeerFact> Peers { get; init; } = [];

    public ImmutableArray<CoordinatorFact> Coordinators { get; init; } = [];

    public ImmutableArray<Area> Areas { get; init; } = [];

    /// <summary>The service's own numbers and every dispatch line, in E.164: no one may be named under these.</summary>
    public ImmutableHashSet<string> ReservedNumbers { get; init; } = [];

    /// <summary>The number EMS rings back, in E.164.</summary>
    public string EmsCallbackNumber { get; init; } = "";

    /// <summary>A staffed line, E.164; empty where there is none.</summary>
    public string FallbackPhone { get; init; } = "";

    /// <summary>More sessions are open than the pace can serve: new callers are told.</summary>
    public bool Overloaded { get; init; }

    /// <summary>It has only just become so: coordinators are alarmed.</summary>
    public bool JustOverloaded { get; init; }

    /// <summary>The last time that no process of the service was there, or none could reach the store; null where that is long ago.</summary>
    public Away? Away { get; init; }

    /// <summary>Neither calls nor texts go out at present, whoever they are for.</summary>
    public bool PhonesOut { get; init; }

    /// <summary>People rung at the same time.</summary>
    public int RingWidth { get; init; } = 2;

    /// <summary>How long somebody who may take a case is rung.</summary>
    public TimeSpan RingFor { get; init; } = TimeSpan.FromSeconds(25);

    /// <summary>What decides who of those who may be rung comes first, the weightiest first.</summary>
    public ImmutableArray<RingBy> RingOrder { get; init; } = [RingBy.Language, RingBy.Known, RingBy.LeastRecentlyRung];

    /// <summary>So long no peer is put through to a caller who threatened one after a warning.</summary>
    public TimeSpan BotOnlyFor { get; init; } = TimeSpan.FromHours(23);

    /// <summary>Everybody on the roster, on shift or not, by id.</summary>
    public ImmutableDictionary<string, PersonFact> Roster { get; init; } = ImmutableDictionary<string, PersonFact>.Empty;
}

/// <summary>What puts those who may be rung in order.</summary>
public enum RingBy
{
    /// <summary>They speak the caller's language.</summary>
    Language,

    /// <summary>They and this caller know each other, and both want to talk again.</summary>
    Known,

    /// <summary>They were rung longest ago, or never.</summary>
    LeastRecentlyRung,
}

/// <param name="Busy">On another case, in a session of their own, or claimed by another incident.</param>
/// <param name="LastRungUtc">Least recently rung comes first; never rung is first of all.</param>
public sealed record PeerFact(string Id, string Phone, DateTimeOffset? LastRungUtc = null, bool Busy = false)
{
    /// <summary>Codes such as <c>en</c> or <c>fr-CA</c>.</summary>
    public ImmutableArray<string> Languages { get; init; } = ["en"];

    /// <summary>Whether they speak it, in whichever country's way.</summary>
    public bool Speaks(string language) => Languages.Any(l => Same(l, language));

    private static bool Same(string one, string other) => one.Split('-')[0].Equals(other.Split('-')[0], StringComparison.OrdinalIgnoreCase);
}

/// <param name="Busy">In a session of their own: told of what matters, and rung for nothing.</param>
public sealed record CoordinatorFact(string Id, string Phone, bool Busy = false);

/// <summary>Somebody on the roster.</summary>
/// <param name="Name">What they go by among those on the roster.</param>
public sealed record PersonFact(string Name)
{
    /// <summary>The next moment, from now on, at which they may be texted about what can wait; null: they do not want to be.</summary>
    public DateTimeOffset? AskFromUtc { get; init; }

    /// <summary>The same for a caller's thanks, which ask nothing of them; null: they have not joined.</summary>
    public DateTimeOffset? ThanksFromUtc { get; init; }

    /// <summary>The first such moment of their next day.</summary>
    public DateTimeOffset TomorrowUtc { get; init; }

    /// <summary>E.164; empty where it is not known.</summary>
    public string Phone { get; init; } = "";

    /// <summary>The session whose case rings them or has them.</summary>
    public string? CaseOf { get; init; }
}
