namespace PhoneSimulator.View.Picture;

// A session as a picture: lanes of bars and signs over one axis of time, and the ladders that were or are being climbed.

/// <param name="Label">The whole picture in words, for whoever does not see it.</param>
/// <param name="From">Where it begins.</param>
public sealed record PictureView(string Label, long From, IReadOnlyList<LaneView> Lanes, IReadOnlyList<LadderView> Ladders);

/// <param name="Id">checks, or a party such as <c>Peer:p1</c>.</param>
/// <param name="Kind">checks, caller, person, coordinator, ems.</param>
public sealed record LaneView(string Id, string Kind, string Name, IReadOnlyList<BarView> Bars, IReadOnlyList<SignView> Signs);

/// <param name="Kind">ring; open (answered: whoever or whatever that is); person (a key has shown a person).</param>
/// <param name="To">Null while it lasts.</param>
public sealed record BarView(string Kind, long From, long? To);

/// <param name="Kind">asked, louder, answered, missed, more, help, talk; accepted, passed, lost, held, confirmed, told, alarmed; down, over.</param>
public sealed record SignView(string Kind, long At, string Words);

/// <param name="Zero">What it is counted from.</param>
/// <param name="Running">It is being climbed now, or will be if nothing is answered.</param>
/// <param name="Bound">Seconds by which a person is in charge or EMS rings; null where none is promised.</param>
public sealed record LadderView(long Zero, bool Running, int? Bound, IReadOnlyList<StepView> Ahead, IReadOnlyList<MeasureView> Measures);

/// <param name="Kind">due, louder, miss, peers, ems.</param>
/// <param name="Seconds">From the ladder's zero.</param>
public sealed record StepView(string Kind, string Words, int Seconds);

/// <summary>How long it really took.</summary>
/// <param name="Kind">person, ems.</param>
/// <param name="Seconds">From the ladder's zero.</param>
public sealed record MeasureView(string Kind, string Words, long At, int Seconds);
