using System.Collections.Immutable;
using SpotterBot.Decisions.Places;

namespace SpotterBot.Decisions.Sessions;

public enum Cause
{
    MissedCheckIn,
    HelpNow,

    /// <summary>The caller asked for a person; nothing is known to be wrong.</summary>
    PersonAsked,

    /// <summary>EMS was reached, the caller then answered, and the line to EMS ended before they heard so.</summary>
    StandDownOpen,
}

public enum Phase
{
    /// <summary>People are being reached.</summary>
    Reaching,

    /// <summary>It is over for the caller; who is still on a line is being told.</summary>
    StoodDown,
}

/// <summary>The ladder at work for one miss, one "help now", or one wish for a person.</summary>
public sealed record Incident
{
    public required int Number { get; init; }

    public required Cause Cause { get; init; }

    public Phase Phase { get; init; }

    /// <summary>The moment the bound is counted from.</summary>
    public required DateTimeOffset ZeroUtc { get; init; }

    /// <summary>How the caller was checked on then: the bound is that of this mode.</summary>
    public Mode Mode { get; init; }

    public required DateTimeOffset OpenedUtc { get; init; }

    /// <summary>Holds nothing personal; the same in every process.</summary>
    public required string Room { get; init; }

    /// <summary>When peers are rung; null: not on this ladder.</summary>
    public DateTimeOffset? PeersFromUtc { get; init; }

    /// <summary>When EMS rings if no person has decided otherwise; null: not unless somebody asks.</summary>
    public DateTimeOffset? EmsAtUtc { get; init; }

    /// <summary>When EMS rings by the table, whoever moved it since.</summary>
    public DateTimeOffset? EmsTableUtc { get; init; }

    /// <summary>The first acceptance has moved EMS: no later one does.</summary>
    public bool EmsMoved { get; init; }

    /// <summary>Everybody rung in this incident, with how often and how it went.</summary>
    public ImmutableArray<Ring> Rings { get; init; } = [];

    /// <summary>Who has the case.</summary>
    public Owner? Owner { get; init; }

    /// <summary>Who had it last, on the roster.</summary>
    public Party? LastOwner { get; init; }

    /// <summary>When the caller asked for help while people were being reached already.</summary>
    public DateTimeOffset? HelpAskedUtc { get; init; }

    /// <summary>Somebody wants help now: it began so, or the caller asked for it since.</summary>
    public bool IsHelpNow => Cause == Cause.HelpNow || HelpAskedUtc is not null;

    /// <summary>It became one of need because whoever has it asked for an ambulance, not the caller.</summary>
    public bool NeedByPerson { get; init; }

    /// <summary>Everybody on the roster who had it.</summary>
    public ImmutableArray<Party> Had { get; init; } = [];

    /// <summary>Those on the roster whom the caller threatened in it.</summary>
    public ImmutableArray<Party> Threatened { get; init; } = [];

    /// <summary>How it went, as whoever had it keyed before they hung up.</summary>
    public CaseOutcome? Outcome { get; init; }

    /// <summary>When somebody had it for the first time.</summary>
    public DateTimeOffset? OwnedUtc { get; init; }

    public EmsReach Ems { get; init; } = new();

    /// <summary>No place or no dispatch line: people are rung in rounds until one takes it.</summary>
    public bool LastRung { get; init; }

    public int Round { get; init; }

    public DateTimeOffset? RoundFromUtc { get; init; }

    /// <summary>A coordinator is wanted beside the owner.</summary>
    public bool CoordinatorWanted { get; init; }

    /// <summary>EMS wants a person and none has the case: coordinators are rung too.</summary>
    public bool PersonForEms { get; init; }

    public bool CallerTold { get; init; }

    public bool CoordinatorsAlarmed { get; init; }

    public bool PeersEmptyRecorded { get; init; }

    public DateTimeOffset? LookInRoomUtc { get; init; }

    public DateTimeOffset? StoodDownUtc { get; init; }

    /// <summary>Who said first that they are OK: <c>caller</c> or <c>person</c>; null while nobody has.</summary>
    public string? EndedBy { get; init; }

    /// <summary>The caller's line was called to be joined and did not pick up: the owner was told.</summary>
    public bool CallerUnreachableTold { get; init; }

    /// <summary>How often a code that is not the case's was keyed by whoever rang the number kept for EMS.</summary>
    public int WrongCodes { get; init; }

    /// <summary>The caller asked for a person while an ambulance is being called off: who comes for that talks with them, too.</summary>
    public bool CallerWanted { get; init; }

    /// <summary>EMS is called by people only there: it is dialled as soon as somebody is on the line for it.</summary>
    public bool EmsByPerson { get; init; }

    public const int EmsCodeDigits = 3;

    /// <summary>
    /// Three digits that the desk is told on our call and can key when it rings back, for the number it rings from can be anybody's. The same in every
    /// process.
    /// </summary>
    public string EmsCode => (100 + (Convert.ToInt32(Room[^4..], 16) % 900)).ToString();

    public Ring? RingOf(Party who) => Rings.FirstOrDefault(r => r.Who == who);
}

public enum RingState
{
    Ringing,

    /// <summary>No key came: no answer, voicemail, silence.</summary>
    NoAnswer,

    /// <summary>Pressed 2, or was told it is taken: not rung again.</summary>
    Passed,

    /// <summary>The number cannot be reached.</summary>
    Failed,
    Accepted,

    /// <summary>Had the case and is gone from it.</summary>
    Left,

    /// <summary>Somebody else's case had them when we rang.</summary>
    Busy,
}

/// <param name="Times">How often they were rung in this incident.</param>
/// <param name="LegId">The latest leg to them.</param>
public sealed record Ring(Party Who, int Times, RingState State, string LegId, DateTimeOffset LastUtc)
{
    /// <summary>They gave it back themselves, by key or text: only where there is nobody else left are they asked again.</summary>
    public bool GaveBack { get; init; }

    /// <summary>They said no before, and were asked again all the same.</summary>
    public bool SaidNo { get; init; }

    /// <summary>They said by text that they take it over, and are being called for it: it is theirs with their 1, and nobody else is rung until then.</summary>
    public bool TakesOver { get; init; }

    /// <summary>They said so, and did not come to the phone: they may say so again.</summary>
    public bool MayTakeOver { get; init; }
}

/// <summary>The person in charge.</summary>
public sealed record Owner
{
    public required Party Who { get; init; }

    /// <summary>Their leg; null while they accepted by text and are being called.</summary>
    public string? LegId { get; init; }

    public required DateTimeOffset AcceptedUtc { get; init; }

    public bool Reminded { get; init; }

    /// <summary>They hold EMS until then; asked again shortly before.</summary>
    public DateTimeOffset? HoldUntilUtc { get; init; }

    public bool HoldReminded { get; init; }

    /// <summary>They said the caller is OK.</summary>
    public bool SaidOk { get; init; }

    /// <summary>They asked for another peer to take over.</summary>
    public bool HandingOver { get; init; }
}

/// <summary>How far EMS has been reached.</summary>
public sealed record EmsReach
{
    public bool Wanted { get; init; }

    /// <summary>The line dialled next: 0 dispatch, 1 backup.</summary>
    public int NextLine { get; init; }

    /// <summary>Not before this is it dialled again.</summary>
    public DateTimeOffset? NextDialUtc { get; init; }

    public int Dials { get; init; }

    /// <summary>The leg that reported in first and keeps the incident.</summary>
    public string? KeptLegId { get; init; }

    /// <summary>The other line was dialled beside a leg that stayed unconfirmed.</summary>
    public bool SecondLineDialled { get; init; }

    public DateTimeOffset? ConfirmedUtc { get; init; }

    public ImmutableArray<int> BadLines { get; init; } = [];

    /// <summary>At least one leg was answered before the standing down.</summary>
    public bool WasAnswered { get; init; }

    public bool StandDownAcknowledged { get; init; }

    /// <summary>The name of the area whose lines are dialled.</summary>
    public string? Area { get; init; }

    /// <summary>A crew has been confirmed, here or where they were before: an OK does not call it off.</summary>
    public bool MayCome => ConfirmedUtc is not null || Left is not null;

    /// <summary>EMS was reached, and somebody there has not said that they know that nobody is needed.</summary>
    public bool IsUncalled => WasAnswered && (!StandDownAcknowledged || Left is not null);

    /// <summary>Where a crew was sent before the caller was in another area: it is the one to be called off, until its desk has heard so.</summary>
    public LeftPlace? Left { get; init; }

    /// <summary>A person was rung for a standing down that EMS had not heard: that is done once.</summary>
    public bool StandDownHandled { get; init; }

    /// <summary>When a dispatch line rang for the first time.</summary>
    public DateTimeOffset? FirstRungUtc { get; init; }
}

/// <param name="Area">The name of the area whose desk confirmed.</param>
/// <param name="Place">What that desk was told.</param>
public sealed record LeftPlace(string Area, Place Place)
{
    /// <summary>The desk where they are now has confirmed, too: both are to be called off.</summary>
    public bool AlsoHere { get; init; }
}
