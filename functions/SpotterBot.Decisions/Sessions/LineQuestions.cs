using System.Collections.Immutable;
using SpotterBot.Decisions.Places;

namespace SpotterBot.Decisions.Sessions;

/// <summary>What a caller may be asked, or may change, on their line.</summary>
public enum Topic
{
    /// <summary>A number to call back, where theirs is hidden.</summary>
    Callback,
    Place,
    OwnWords,
    Name,

    /// <summary>Whether it is kept for next time.</summary>
    Keep,

    /// <summary>What will happen if they stop answering: said once.</summary>
    Plan,
    Minutes,

    /// <summary>Someone they know, to be reached first.</summary>
    First,
    AmbulanceAtOnce,
    Tone,
    Quiet,

    /// <summary>Whether everything kept about the phone is erased when they finish.</summary>
    Forget,

    /// <summary>No check-ins any more, only a talk.</summary>
    OnlyTalk,

    /// <summary>Whether they are texted once, the day after, should people have to be reached.</summary>
    Hello,
}

/// <summary>Where the questions on the caller's line stand. They are asked while the watch runs, each can be skipped, and silence ends them.</summary>
public sealed record LineQuestions
{
    /// <summary>Put to the caller now, and again when a check-in came between; <see cref="Asked.Nothing"/>: nothing.</summary>
    public Asked Open { get; init; }

    /// <summary>Answered, skipped, or let pass in silence: not asked again of our own accord.</summary>
    public ImmutableArray<Topic> Settled { get; init; } = [];

    /// <summary>A number keyed and not yet confirmed, E.164.</summary>
    public string? Number { get; init; }

    /// <summary>Heard as another place than the one they had said is right: taken only once it is right, too.</summary>
    public Place? Candidate { get; init; }

    /// <summary>The leg on which the place was said: it is read back there, and nowhere else.</summary>
    public string? PlaceLegId { get; init; }

    /// <summary>Help was asked for, and they are not where we thought.</summary>
    public bool Elsewhere { get; init; }

    /// <summary>How often in a row what was said could not be used.</summary>
    public int Unclear { get; init; }

    public bool Has(Topic topic) => Settled.Contains(topic);
}
