namespace PhoneSimulator.View;

// What the page is told. Times are milliseconds since 1970 on the desk's clock.

public sealed record ClockView(long Now, double Speed, double FastestSpeed);

public sealed record ProgramView(string State, int Starts, int Warnings, string? LastWarning);

/// <param name="Status">idle, ringing, calling (they dialled and wait), talking.</param>
/// <param name="With">Who is at the other end, as the phone shows it.</param>
/// <param name="InRoom">In a conference with others.</param>
public sealed record PhoneView(
    string Number,
    string Status,
    string With,
    bool InRoom,
    long? SinceMs,
    string Behaviour,
    bool Landline,
    bool Missed,
    IReadOnlyList<LineView> Lines,
    IReadOnlyList<TextView> Texts);

/// <summary>Something heard, said, pressed, or a change of the call.</summary>
/// <param name="Id">Unique on this phone; stays the same.</param>
/// <param name="Kind">speech, voice, audio, beep, music, ringback, tone; said, pressed, call.</param>
/// <param name="Who">Whose voice; empty for the machine.</param>
/// <param name="Ms">How long it lasts, desk milliseconds; 0 for what does not last.</param>
/// <param name="Cut">It was cut off, and <paramref name="Text"/> is what was out by then.</param>
public sealed record LineView(string Id, long At, string Kind, string Who, string Text, long Ms, bool Cut);

public sealed record TextView(string Id, long At, bool Mine, string Body);

/// <param name="Marks">The steps of the ladder in force, seconds from <paramref name="Zero"/>.</param>
/// <param name="Zero">What the bound is counted from: the moment the check-in was due, or help was asked for. Null where nothing is due.</param>
public sealed record SessionView(
    string Id,
    string Letter,
    bool Open,
    string Now,
    string Rhythm,
    long? Zero,
    bool Running,
    IReadOnlyList<MarkView> Marks,
    IReadOnlyList<string> People,
    IReadOnlyList<EntryView> History);

public sealed record MarkView(string Label, double Seconds);

/// <param name="FromDue">Seconds from the moment the check-in was due; null where none was.</param>
public sealed record EntryView(long At, int? FromDue, string Kind, string Label);
