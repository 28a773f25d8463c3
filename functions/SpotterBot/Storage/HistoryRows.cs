namespace SpotterBot.Storage;

/// <summary>What happened when: kinds and codes only, no free text, no numbers.</summary>
public sealed class HistoryRows(IRowStore rows)
{
    private const string Table = "history";

    /// <summary>Written once under its sequence number; a second writing of the same number changes nothing.</summary>
    public async ValueTask AppendAsync(
        string sessionId, int sequence, DateTimeOffset utc, string kind, IEnumerable<KeyValuePair<string, string>> detail) =>
        await rows.InsertAsync(Table, Row.New(
            "h" + sessionId, $"{sequence:D8}", ("utc", utc.ToUniversalTime()), ("kind", kind), ("detail", string.Join(' ', detail.Select(d => $"{d.Key}={d.Value}")))));

    public async ValueTask<IReadOnlyList<(DateTimeOffset Utc, string Kind, string Detail)>> ReadAsync(string sessionId) =>
        [.. (await rows.QueryAsync(Table, "h" + sessionId, "0", "9", 1000)).Select(r => (r.Instant("utc")!.Value, r.Text("kind"), r.Text("detail")))];
}
