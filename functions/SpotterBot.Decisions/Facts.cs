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
}

/// <param name="Busy">On another case, in a session of their own, or claimed by another incident.</param>
/// <param name="LastRungUtc">Least recently rung comes first; never rung is first of all.</param>
public sealed record PeerFact(string Id, string Phone, DateTimeOffset? LastRungUtc = null, bool Busy = false);

public sealed record CoordinatorFact(string Id, string Phone);
