using PhoneSimulator.View.Picture;

namespace PhoneSimulator.View;

// What the page is told. Times are milliseconds since 1970 on the desk's clock.

/// <param name="Speed">Desk seconds per real second; 0 while paused.</param>
/// <param name="Storys">The speed is left to the story that is being told.</param>
public sealed record ClockView(long Now, double Speed, double FastestSpeed, bool Storys);

public sealed record ProgramView(string State, int Starts, int Warnings, string? LastWarning);

/// <summary>Somebody whose phone the page lays out.</summary>
/// <param name="Texts">Whether it gets texts.</param>
public sealed record MemberView(string Name, string Number, string Role, bool Texts, IEnumerable<ChoiceView> Behaviours)
{
    public static MemberView Of(Member member) => new(
        member.Name,
        member.Number,
        member.Role.ToString().ToLowerInvariant(),
        member.Role != PhoneSimulator.Role.Ems,
        PhoneSimulator.Behaviours.For(member.Role).Select(b => new ChoiceView(b.Id, b.Label)));
}

/// <param name="Id">A <see cref="BehaviourChoice.Id"/>.</param>
public sealed record ChoiceView(string Id, string Label);

/// <param name="Phase">preparing, telling, tidying, ended, stopped, stuck.</param>
/// <param name="Scene">From 1; 0 before the first.</param>
public sealed record StoryView(string Id, string Title, string Phase, int Scene, int Scenes, string Caption);

/// <param name="Status">idle, ringing, calling (they dialled and wait), talking.</param>
/// <param name="With">Who is at the other end, as the phone shows it.</param>
/// <param name="Room">Who else is in the room, by name; null for who is in none.</param>
/// <param name="SinceMs">When the call was answered, or began to ring.</param>
public sealed record PhoneView(
    string Number,
    string Status,
    string With,
    IReadOnlyList<string>? Room,
    long? SinceMs,
    string Behaviour,
    bool Landline,
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

/// <param name="Zero">What the bound is counted from: the moment the check-in was due, or help was asked for. Null where nothing is due.</param>
/// <param name="Bound">Seconds from <paramref name="Zero"/> by which a person is in charge or EMS rings; null where none is promised.</param>
/// <param name="MetAfter">Seconds from <paramref name="Zero"/> after which the first of them was; null while neither is.</param>
public sealed record SessionView(
    string Id,
    string Letter,
    bool Open,
    string Now,
    string Rhythm,
    long? Zero,
    int? Bound,
    int? MetAfter,
    IReadOnlyList<string> People,
    PictureView Picture,
    IReadOnlyList<EntryView> History);

/// <param name="FromDue">Seconds from the moment the check-in was due; null where none was.</param>
public sealed record EntryView(long At, int? FromDue, string Kind, string Label);
