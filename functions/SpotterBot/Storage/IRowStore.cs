using System.Collections.Immutable;

namespace SpotterBot.Storage;

/// <summary>One row. Values are <see cref="string"/>, <see cref="long"/>, <see cref="bool"/>, <see cref="DateTimeOffset"/> (UTC) or <see cref="byte"/> arrays.</summary>
/// <param name="ETag">Opaque, new with every write; empty for a row not yet written.</param>
public sealed record Row(string PartitionKey, string RowKey, ImmutableDictionary<string, object> Values, string ETag = "")
{
    public static Row New(string partitionKey, string rowKey, params ReadOnlySpan<(string Name, object Value)> values) =>
        new(partitionKey, rowKey, values.ToArray().ToImmutableDictionary(v => v.Name, v => v.Value, StringComparer.Ordinal));

    public string Text(string name) => (string)Values[name];

    public long Number(string name) => (long)Values[name];

    public bool Flag(string name) => Values.TryGetValue(name, out var value) && (bool)value;

    public DateTimeOffset? Instant(string name) => Values.TryGetValue(name, out var value) ? (DateTimeOffset)value : null;

    public byte[] Bytes(string name) => (byte[])Values[name];
}

public enum WriteResult
{
    Written,

    /// <summary>Insert: a row with these keys stands there already.</summary>
    AlreadyThere,

    /// <summary>Replace, delete: somebody else wrote it since it was read.</summary>
    Conflict,

    /// <summary>Replace, delete: there is no such row.</summary>
    Missing,
}

/// <param name="ETag">Of what was written; empty otherwise.</param>
public readonly record struct Write(WriteResult Result, string ETag = "")
{
    public bool Done => Result == WriteResult.Written;
}

/// <summary>
/// The one narrow way to durable rows: what SQLite does here and Azure Table Storage does in the cloud. A write that returns has reached the disk.
/// Refuses what Table Storage would refuse (<see cref="RowLimits"/>).
/// </summary>
/// <remarks>
/// A store that fails, is not there, or takes too long throws an <see cref="IOException"/> that shows no row, and nothing else, whatever it is made of. A write
/// that failed so may have been done, or be done yet.
/// </remarks>
public interface IRowStore
{
    ValueTask<Row?> GetAsync(string table, string partitionKey, string rowKey);

    ValueTask<Write> InsertAsync(string table, Row row);

    /// <summary>Inserts small rows of one partition, where it can be done in one go. A row that stands there already stays as it is.</summary>
    async ValueTask InsertAllAsync(string table, IReadOnlyList<Row> rows)
    {
        foreach (var row in rows)
        {
            await InsertAsync(table, row);
        }
    }

    /// <summary>Writes <paramref name="row"/> over the one that still has <paramref name="row"/>'s ETag. An empty ETag is refused: there is no silent upsert.</summary>
    ValueTask<Write> ReplaceAsync(string table, Row row);

    /// <param name="eTag">Null: whatever stands there.</param>
    ValueTask<Write> DeleteAsync(string table, string partitionKey, string rowKey, string? eTag = null);

    /// <summary>Deletes what is of no use any more, whatever stands there: rows of one partition with <paramref name="from"/> ≤ key &lt; <paramref name="to"/>.</summary>
    async ValueTask DeleteRangeAsync(string table, string partitionKey, string from, string to)
    {
        while (await QueryAsync(table, partitionKey, from, to, 1000) is { Count: > 0 } page)
        {
            foreach (var row in page)
            {
                await DeleteAsync(table, partitionKey, row.RowKey);
            }
        }
    }

    /// <summary>Rows of one partition with <paramref name="from"/> ≤ key &lt; <paramref name="to"/>, in ordinal order.</summary>
    ValueTask<IReadOnlyList<Row>> QueryAsync(string table, string partitionKey, string from, string to, int most);
}

/// <summary>What Azure Table Storage bears. Source: Microsoft, "Understanding the Table service data model".</summary>
public static class RowLimits
{
    public const int KeyCharactersMost = 512;
    public const int TextCharactersMost = 32 * 1024;
    public const int BytesMost = 64 * 1024;

    /// <summary>One less than the service's 252: the store adds <see cref="WriteIdsName"/>.</summary>
    public const int ValuesMost = 251;

    /// <summary>What the store in Table Storage keeps beside a row's values.</summary>
    public const string WriteIdsName = "writeIds";

    private const int RowBytesMost = 1024 * 1024;
    private const int WriteIdsBytes = 8 + (2 * 8) + 4 + (8 * WriteIds.Most);

    private static readonly DateTimeOffset InstantLeast = new(1601, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <exception cref="ArgumentException">The row would not be taken by Table Storage.</exception>
    public static void Check(Row row)
    {
        CheckKey(row.PartitionKey);
        CheckKey(row.RowKey);
        if (row.Values.Count > ValuesMost)
        {
            throw new ArgumentException($"A row holds at most {ValuesMost} values.", nameof(row));
        }

        // Microsoft's formula for the size of a row.
        var size = 4L + (2 * (row.PartitionKey.Length + row.RowKey.Length)) + WriteIdsBytes;
        foreach (var (name, value) in row.Values)
        {
            CheckName(name);
            size += 8 + (2 * name.Length) + value switch
            {
                string text when text.Length <= TextCharactersMost => 4 + (text.Length * 2),
                byte[] bytes when bytes.Length <= BytesMost => 4 + bytes.Length,
                long or bool => 8,
                DateTimeOffset { Offset.Ticks: 0 } instant when instant >= InstantLeast => 8,
                _ => throw new ArgumentException($"The value of {name} is too large or of a kind that rows do not hold.", nameof(row)),
            };
        }

        if (size > RowBytesMost)
        {
            throw new ArgumentException("A row holds at most 1 MiB.", nameof(row));
        }
    }

    private static void CheckName(string name)
    {
        if (name.Length is 0 or > 255 || char.IsAsciiDigit(name[0]) || !name.All(c => char.IsAsciiLetterOrDigit(c) || c == '_')
            || name is "PartitionKey" or "RowKey" or "Timestamp" or WriteIdsName)
        {
            throw new ArgumentException("A value is named by letters, digits and _, and not as one of the store's own.", nameof(name));
        }
    }

    public static void CheckKey(string key)
    {
        if (key.Length is 0 or > KeyCharactersMost || !key.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '.' or ':' or '-'))
        {
            throw new ArgumentException("A key is 1 to 512 of A-Z a-z 0-9 _ . : -", nameof(key));
        }
    }
}
