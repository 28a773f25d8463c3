using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace SpotterBot.Storage;

/// <param name="ETag">Of the row it was read from.</param>
public sealed record Document<T>(T Value, string ETag);

/// <summary>Small sealed documents in one table, changed under their ETag.</summary>
public sealed class DocumentRows<T>(IRowStore rows, Privacy privacy, string table)
    where T : class
{
    private const int RacesAtMost = 50;

    private static readonly JsonSerializerOptions Options = new()
    {
        IgnoreReadOnlyProperties = true,
        Converters = { new JsonStringEnumConverter() },
    };

    private readonly ConcurrentDictionary<string, Document<T>> _opened = new(StringComparer.Ordinal);

    private string Partition => typeof(T) == typeof(string) ? "to" : "all";

    public async ValueTask<Document<T>?> GetAsync(string key) =>
        await rows.GetAsync(table, Partition, key) is { } row ? new Document<T>(Open(row), row.ETag) : null;

    /// <summary>
    /// Every document of the table, by key. For tables of people on a roster, not for callers: what was opened once stays open in memory until it
    /// is written anew.
    /// </summary>
    public async ValueTask<IReadOnlyList<T>> AllAsync() =>
        [.. (await rows.QueryAsync(table, Partition, "!", "~", 1000)).Select(row =>
            _opened.TryGetValue(row.RowKey, out var known) && known.ETag == row.ETag
                ? known.Value
                : (_opened[row.RowKey] = new Document<T>(Open(row), row.ETag)).Value)];

    /// <summary>Changes a document under its ETag, again if somebody else was faster. Null in: there is none; null out: there shall be none.</summary>
    public async ValueTask UpdateAsync(string key, Func<T?, T?> change)
    {
        for (var race = 0; race < RacesAtMost; race++)
        {
            var row = await rows.GetAsync(table, Partition, key);
            var held = row is null ? null : Open(row);
            var wanted = change(held);
            if (ReferenceEquals(wanted, held))
            {
                return;
            }

            var written = (row, wanted) switch
            {
                (null, { } fresh) => await rows.InsertAsync(table, Sealed(key, fresh, "")),
                ({ } old, { } next) => await rows.ReplaceAsync(table, Sealed(key, next, old.ETag)),
                ({ } old, null) => await rows.DeleteAsync(table, Partition, key, old.ETag),
                _ => new Write(WriteResult.Written),
            };
            if (written.Done)
            {
                return;
            }
        }

        throw new InvalidOperationException($"A row of {table} was changed by others {RacesAtMost} times in a row.");
    }

    private Row Sealed(string key, T value, string eTag) =>
        Row.New(Partition, key, ("doc", privacy.Seal(JsonSerializer.SerializeToUtf8Bytes(value, Options), $"{table}/{key}"))) with { ETag = eTag };

    private T Open(Row row) => JsonSerializer.Deserialize<T>(privacy.Open(row.Bytes("doc"), $"{table}/{row.RowKey}"), Options)!;
}
