namespace SpotterBot.Decisions.Texts;

/// <summary>
/// Replies to texts that changed nothing, counted over an hour from the first: two machines that answer each other come to an end. Only replies are
/// ever left out; what a text does, it does.
/// </summary>
/// <param name="Count">Texts that changed nothing since <paramref name="SinceUtc"/>, answered or not, as far as they are counted.</param>
public sealed record IdleReplies(int Count = 0, DateTimeOffset SinceUtc = default)
{
    /// <summary>Words that nobody understands, in an hour: an auto-responder's, as a rule.</summary>
    public const int UnclearMost = 5;

    /// <summary>Words that are understood and change nothing, in an hour: a person who asks gets an answer far more often than anybody asks.</summary>
    public const int KnownMost = 20;

    private static readonly TimeSpan Window = TimeSpan.FromHours(1);

    /// <summary>Whether one more may be answered, and the count with it; the same count where it may not.</summary>
    public (bool Answered, IdleReplies Next) Another(int most, DateTimeOffset nowUtc)
    {
        var current = Count == 0 || nowUtc >= SinceUtc + Window ? new IdleReplies(0, nowUtc) : this;
        return current.Count < most ? (true, current with { Count = current.Count + 1 }) : (false, this);
    }
}
