using System.Collections.Immutable;

namespace SpotterBot.Decisions;

/// <summary>Facts a session leaves behind: no free text, no numbers, no names.</summary>
public enum HistoryKind
{
    SessionStarted,
    SessionClosed,
    PlaceKept,
    PlaceErased,
    ConsentAsked,
    ConsentSaid,
    OwnWordsKept,
    AreaKnown,
    AreaUnconfirmed,
    AreaNone,
    CheckInDue,
    CheckInAskedLate,

    /// <summary>We were away when something was due.</summary>
    WasAway,
    CheckInLouder,
    CheckInAnswered,
    CheckInPostponed,

    /// <summary>A person said they are OK, and there is no way to reach them.</summary>
    WatchRests,
    MoreTime,
    TextAnsweredNothing,
    LateKey,
    CheckInMissed,
    HelpNow,
    PersonAsked,
    Distress,
    LineDropped,

    /// <summary>A line came in by the code, and what was keyed to prove it did not.</summary>
    CodeNotProven,
    TextChannelLost,
    RungEmpty,
    LastRung,
    Rang,
    RingEnded,
    Accepted,
    AlreadyTaken,
    Passed,
    PersonLost,
    HandOver,
    EmsHeld,
    EmsWanted,
    EmsDialled,

    /// <summary>A dispatch line rings, for the first time in this incident.</summary>
    EmsRinging,
    EmsAnswered,
    EmsEnded,
    EmsConfirmed,
    EmsSecondCall,
    EmsAreaChanged,
    EmsLineBad,
    OkConfirmAsked,
    StoodDown,
    StandDownAcknowledged,
    StandDownOpen,
    CallerThreatened,

    /// <summary>No peer is put through to them for a time.</summary>
    BotOnly,
    OutcomeAsked,
    OutcomeTold,
    ThanksPassedOn,
    ExposureHigh,

    /// <summary>The caller wants no check-ins any more, only to talk.</summary>
    OnlyTalk,
    CoordinatorsAlarmed,
    CallLost,
    CallFoundLate,

    /// <summary>Who said that they are OK, if anybody, and how far EMS was reached: an alarm that was none counts like one that was.</summary>
    IncidentClosed,

    /// <summary>The text of the day after went out.</summary>
    SaidHello,

    /// <summary>They were told by text that we are gone.</summary>
    SwitchFired,
}

/// <param name="Detail">Names and codes only.</param>
public sealed record HistoryEntry(DateTimeOffset Utc, HistoryKind Kind, ImmutableArray<KeyValuePair<string, string>> Detail)
{
    /// <summary>As in <c>who=Peer:p1 times=2</c>.</summary>
    public string Details => string.Join(' ', Detail.Select(d => $"{d.Key}={d.Value}"));

    public override string ToString() => $"{Utc:HH:mm:ss} {Kind} {Details}".TrimEnd();
}
