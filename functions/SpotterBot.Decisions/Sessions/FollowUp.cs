namespace SpotterBot.Decisions.Sessions;

/// <summary>How a case went, as the person who had it says afterwards. The number is the digit they give.</summary>
public enum CaseOutcome
{
    CallerFine = 1,
    ReachedBySomeone = 2,
    EmsCame = 3,
    NotReached = 4,
    NoEmergency = 5,
    Drill = 6,
}

/// <summary>What is still to be asked of, or told to, somebody who had a case. None of it is urgent: it waits for their shift or their day.</summary>
public sealed record FollowUp
{
    public required Party Who { get; init; }

    /// <summary>The case, by the incident's number.</summary>
    public required int Incident { get; init; }

    public required DateTimeOffset OverUtc { get; init; }

    /// <summary>EMS was called, somebody was hurt, or they were threatened: a debrief is offered.</summary>
    public bool Hard { get; init; }

    /// <summary>They have not been offered it yet.</summary>
    public bool OwesDebrief { get; init; }

    /// <summary>They wanted to be asked again: the next day, then.</summary>
    public DateTimeOffset? TomorrowUtc { get; init; }

    /// <summary>When they are asked how it went, first or again; null: not, or not any more.</summary>
    public DateTimeOffset? AskUtc { get; init; }

    public int TimesAsked { get; init; }

    public CaseOutcome? Outcome { get; init; }

    /// <summary>What the caller wants them to be told, in the caller's own words; several are kept in lines.</summary>
    public string? Thanks { get; init; }

    /// <summary>When it is looked at next.</summary>
    public required DateTimeOffset LookUtc { get; init; }
}
