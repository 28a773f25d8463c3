namespace SpotterBot.Decisions;

/// <summary>The clock of the watch and of the ladder. Offsets of the ladder count from the moment a check-in was due.</summary>
public sealed record Timing
{
    public TimeSpan FirstInterval { get; init; } = TimeSpan.FromMinutes(2);
    public TimeSpan FirstIntervalFor { get; init; } = TimeSpan.FromMinutes(15);
    public TimeSpan Interval { get; init; } = TimeSpan.FromMinutes(5);
    public TimeSpan MoreTime { get; init; } = TimeSpan.FromMinutes(5);
    public TimeSpan MoreTimeAtMost { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>A text that comes sooner after a check-in than this was written before it was read.</summary>
    public TimeSpan EarliestReply { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>Carriers double texts: the same words from the same phone within this answer nothing new.</summary>
    public TimeSpan RepeatWindow { get; init; } = TimeSpan.FromMinutes(1);

    public TimeSpan OnLineLouder { get; init; } = TimeSpan.FromSeconds(20);
    public TimeSpan OnLineMiss { get; init; } = TimeSpan.FromSeconds(45);
    public TimeSpan OnLineEms { get; init; } = TimeSpan.FromSeconds(90);
    public TimeSpan OffLineSecondChannel { get; init; } = TimeSpan.FromSeconds(30);
    public TimeSpan OffLineMiss { get; init; } = TimeSpan.FromSeconds(75);
    public TimeSpan OffLineEms { get; init; } = TimeSpan.FromSeconds(120);

    /// <summary>After a person accepted and said nothing: they are reminded.</summary>
    public TimeSpan PeerReminder { get; init; } = TimeSpan.FromSeconds(45);

    /// <summary>The first acceptance of a miss moves EMS to no sooner than this after it.</summary>
    public TimeSpan PeerDecision { get; init; } = TimeSpan.FromSeconds(60);

    public TimeSpan EmsRedial { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>So long after the last sign of life callers and coordinators are told that we are gone. Null where nobody can tell them.</summary>
    public TimeSpan? SwitchAfter { get; init; }

    /// <summary>Promise 2: by then a person is in charge or EMS rings.</summary>
    public static readonly TimeSpan OnLineBound = TimeSpan.FromSeconds(105);

    /// <inheritdoc cref="OnLineBound"/>
    public static readonly TimeSpan OffLineBound = TimeSpan.FromSeconds(150);

    /// <summary>Ringing that a caller must have had, at least, before a check-in counts as missed.</summary>
    public static readonly TimeSpan LeastRinging = TimeSpan.FromSeconds(25);

    // What the design fixes and no setting moves.
    internal static readonly TimeSpan PeersJoinChosen = TimeSpan.FromSeconds(20);
    internal static readonly TimeSpan HangUpBringsCheckIn = TimeSpan.FromSeconds(60);
    internal static readonly TimeSpan NoWayBack = TimeSpan.FromMinutes(2);
    internal static readonly TimeSpan Hold = TimeSpan.FromMinutes(5);
    internal static readonly TimeSpan HoldReminder = TimeSpan.FromSeconds(15);
    internal static readonly TimeSpan RoomCheck = TimeSpan.FromSeconds(15);
    internal static readonly TimeSpan EmsUnconfirmed = TimeSpan.FromSeconds(90);
    internal static readonly TimeSpan EmsUnconfirmedLeg = TimeSpan.FromMinutes(10);
    internal static readonly TimeSpan EmsConfirmedLeg = TimeSpan.FromMinutes(30);
    internal static readonly TimeSpan UnknownCallLook = TimeSpan.FromSeconds(4);
    internal static readonly TimeSpan UnknownCallGivenUp = TimeSpan.FromSeconds(10);

    /// <summary>A line that came in and has not asked for anything since: it may have been hung up before we knew of it.</summary>
    internal static readonly TimeSpan InboundLook = TimeSpan.FromSeconds(10);
    internal static readonly TimeSpan LostReceipt = TimeSpan.FromSeconds(20);
    internal static readonly TimeSpan QuietLeg = TimeSpan.FromSeconds(60);
    internal static readonly TimeSpan RoundPause = TimeSpan.FromSeconds(30);

    /// <summary>After a talk with a person a check-in comes no sooner than this.</summary>
    internal static readonly TimeSpan AfterTalk = TimeSpan.FromSeconds(10);

    /// <summary>Who calls this soon after their line dropped is not asked whether they are somebody else.</summary>
    internal static readonly TimeSpan CallsBack = TimeSpan.FromMinutes(10);

    /// <summary>A watch that rests because nobody can be reached is closed then.</summary>
    internal static readonly TimeSpan RestsAtMost = TimeSpan.FromHours(2);

    /// <summary>The ones of a 9-1-1 come this soon after the nine.</summary>
    internal static readonly TimeSpan NineOneOne = TimeSpan.FromSeconds(8);

    /// <summary>Sooner than this nobody has heard what they are asked.</summary>
    internal static readonly TimeSpan SecondOne = TimeSpan.FromSeconds(2);
    internal static readonly TimeSpan ConfirmedIncidentStays = TimeSpan.FromMinutes(60);
    internal static readonly TimeSpan EscalatedPlaceKept = TimeSpan.FromHours(72);

    /// <summary>So long whoever took a call may still be thanked for it.</summary>
    public static readonly TimeSpan ThanksTaken = TimeSpan.FromHours(72);
}
