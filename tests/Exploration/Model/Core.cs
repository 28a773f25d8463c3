using SpotterBot.Decisions;
using SpotterBot.Decisions.Sessions;

namespace Exploration.Model;

/// <summary>The decisions that are explored. A test wraps them with a defect to see whether it is found.</summary>
public class Core
{
    /// <summary>As they are.</summary>
    public static readonly Core Product = new();

    public virtual Decision Start(Beginning beginning, Facts facts, DateTimeOffset nowUtc) => Decider.Start(beginning, facts, nowUtc);

    public virtual Decision Decide(Session session, Happening happening, Facts facts, DateTimeOffset nowUtc) =>
        Decider.Decide(session, happening, facts, nowUtc);

    /// <summary>As it is saved, after what is pending was claimed.</summary>
    public virtual DateTimeOffset? NextWake(Session session, Timing timing) => Decider.NextWake(session, timing);
}
