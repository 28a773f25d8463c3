namespace SpotterBot.Storage;

/// <summary>What happened when: kinds and codes only, no free text, no numbers.</summary>
public sealed class HistoryRows(IRowStore rows)
{
    private const string Table = "history";

    /// <summary>Each is written once under its sequence number; a second writing of the same number changes nothing.</summary>
    /// <param name="first">The sequence number of the first entry.</param>
    public ValueTask AppendAsync(
        string sessionId, int first, params IEnumerable<(DateTimeOffset Utc, string Kind, IEnumerable<KeyValuePair<string, string>> Detail)> entries) =>
        rows.InsertAllAsync(Table, [.. entries.Select((entry, i) => Row.New(
            "h" + sessionId,
            $"{first + i:D8}",
            ("utc", entry.Utc.ToUniversalTime()),
            ("kind", entry.Kind),
            ("detail", string.Join(' ', entry.Detail.Select(d => $"{d.Key}={d.Value}")))))]);

    public async ValueTask<IReadOnlyList<(DateTimeOffset Utc, string Kind, string Detail)>> ReadAsync(string sessionId) =>
        [.. (await rows.QueryAsync(Table, "h" + sessionId, "0", "9", 1000)).Select(r => (r.Instant("utc")!.Value, r.Text("kind"), r.Text("detail")))];
}
