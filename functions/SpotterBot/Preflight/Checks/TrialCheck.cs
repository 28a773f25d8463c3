using SpotterBot.Decisions;
using SpotterBot.Storage;

namespace SpotterBot.Preflight.Checks;

/// <summary>
/// Somebody has tried it: in some session a check-in was missed, a person was rung and took the case, and the session is over. By the history, which
/// says what was done and to which kind of person, but not whether it was a trial.
/// </summary>
public sealed class TrialCheck(SessionRows sessions, HistoryRows history, TimeProvider time) : IPreflightCheck
{
    /// <summary>So many histories are read at most. A service that is in use has what is looked for among the first.</summary>
    private const int SessionsMost = 200;

    private const string Remedy =
        "Call the number, start, miss a check-in, take the call as a peer, say that they are OK, and finish; infra/README.md has it as a step";

    public string Name => "trial";

    public async IAsyncEnumerable<Finding> LookAsync()
    {
        var (looked, begun, answered, missed) = (0, 0, 0, 0);
        await foreach (var id in sessions.SomeAsync())
        {
            var entries = await history.ReadAsync(id);
            bool Has(HistoryKind kind) => entries.Any(e => e.Kind == kind.ToString());
            if (Has(HistoryKind.CheckInMissed) && Has(HistoryKind.Rang) && Has(HistoryKind.Accepted) && Has(HistoryKind.SessionClosed))
            {
                var days = (int)(time.GetUtcNow() - entries[^1].Utc).TotalDays;
                yield return Finding.Passed(
                    $"A missed check-in has been gone through from end to end: a person was rung and took it, {(days == 0 ? "today" : days == 1 ? "yesterday" : $"{days} days ago")}.");
                yield break;
            }

            begun += Has(HistoryKind.SessionStarted) ? 1 : 0;
            answered += Has(HistoryKind.CheckInAnswered) ? 1 : 0;
            missed += Has(HistoryKind.CheckInMissed) ? 1 : 0;
            if (++looked == SessionsMost)
            {
                break;
            }
        }

        yield return Finding.Warning(
            $"No missed check-in has been gone through from end to end yet: of {looked} sessions looked at {begun} were begun, in {answered} a check-in was answered, in {missed} one was missed.",
            Remedy);
    }
}
