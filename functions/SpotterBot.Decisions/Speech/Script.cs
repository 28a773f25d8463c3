using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace SpotterBot.Decisions.Speech;

/// <summary>What one webhook is answered with.</summary>
[JsonDerivedType(typeof(Nothing), "nothing")]
[JsonDerivedType(typeof(Voice), "voice")]
[JsonDerivedType(typeof(Reply), "reply")]
public abstract record Answer
{
    public static readonly Answer None = new Nothing();

    public sealed record Nothing : Answer;

    /// <summary>What a leg hears next, in order.</summary>
    /// <param name="Step">Stands, with leg and check-in, in every URL of this document, so that a late key is known as one.</param>
    /// <param name="Language">A dispatch desk's, where it is one; null: the caller's.</param>
    public sealed record Voice(string LegId, int Step, int CheckIn, ImmutableArray<Verb> Verbs, string? Language = null) : Answer;

    /// <summary>A text back to who texted.</summary>
    public sealed record Reply(Line Text) : Answer;
}

/// <summary>What counts as an answer while something is asked.</summary>
public enum Listens
{
    /// <summary>Keys only.</summary>
    Keys,

    /// <summary>Keys, or a few words such as "I'm OK" or "got it".</summary>
    Phrase,

    /// <summary>Keys, or a sentence with pauses in it, such as an address.</summary>
    Sentence,
}

/// <summary>One step of what a leg hears. The telephony room writes it as TwiML.</summary>
[JsonDerivedType(typeof(Say), "say")]
[JsonDerivedType(typeof(Ask), "ask")]
[JsonDerivedType(typeof(Record), "record")]
[JsonDerivedType(typeof(Pause), "pause")]
[JsonDerivedType(typeof(Join), "join")]
[JsonDerivedType(typeof(Again), "again")]
[JsonDerivedType(typeof(HangUp), "hangup")]
public abstract record Verb
{
    /// <summary>Spoken to the end: no key cuts it.</summary>
    public sealed record Say(Line Line, bool Slow = false) : Verb;

    /// <summary>
    /// Spoken until a key comes; then the leg asks again with what was keyed or said. Silence falls through to the next verb.
    /// </summary>
    /// <param name="Lines">Any key cuts these.</param>
    /// <param name="Seconds">Silence after the last line before it falls through.</param>
    /// <param name="Digits">How many keys; 0: any number, closed by #.</param>
    public sealed record Ask(ImmutableArray<Line> Lines, int Seconds, int Digits = 1, Listens Listens = Listens.Keys, bool Slow = false) : Verb;

    /// <summary>A tone, then what is said is recorded until silence or a key; the leg asks again with the recording. Nothing said falls through.</summary>
    /// <param name="Seconds">At most.</param>
    /// <param name="Silence">Seconds of silence that end it.</param>
    public sealed record Record(int Seconds, int Silence) : Verb;

    public sealed record Pause(int Seconds) : Verb;

    /// <summary>Into the incident's room.</summary>
    /// <param name="EndOnExit">The room ends when this leg leaves.</param>
    /// <param name="StarMenu">The star key leaves the room for the case menu.</param>
    /// <param name="Waiting">Said now and then to somebody who is alone in it; null: silence.</param>
    public sealed record Join(string Room, bool EndOnExit, bool StarMenu, Line? Waiting = null) : Verb;

    /// <summary>The leg asks again, with no input: silence.</summary>
    public sealed record Again : Verb;

    public sealed record HangUp : Verb;
}
