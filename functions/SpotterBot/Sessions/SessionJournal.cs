using SpotterBot.Decisions;
using SpotterBot.Observability;
using SpotterBot.Storage;

namespace SpotterBot.Sessions;

/// <summary>What was decided, once it is saved: told in the log, counted, and kept as the session's history.</summary>
public sealed class SessionJournal(HistoryRows history, Figures figures, ILogger<SessionJournal> log)
{
    /// <param name="first">The sequence number of the first entry.</param>
    public ValueTask RecordAsync(string sessionId, int first, IReadOnlyList<HistoryEntry> entries)
    {
        foreach (var entry in entries)
        {
            log.Happened(sessionId, entry.Kind, entry.Details);
            figures.Count(entry);
        }

        return history.AppendAsync(sessionId, first, entries.Select(e => (e.Utc, e.Kind.ToString(), (IEnumerable<KeyValuePair<string, string>>)e.Detail)));
    }
}
