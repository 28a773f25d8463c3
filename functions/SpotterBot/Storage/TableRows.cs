using System.Collections.Immutable;
using Azure;
using Azure.Data.Tables;

namespace SpotterBot.Storage;

/// <summary>
/// What a row of Table Storage is known by: the service's tag, which makes a write conditional, and the ids of the writes that led to it,
/// which tell afterwards whose write it was.
/// </summary>
internal readonly record struct RowTag(ETag ETag, WriteIds Writes)
{
    /// <summary>Well formed, and no row's.</summary>
    public static readonly ETag Nobodys = new("W/\"datetime'1601-01-01T00%3A00%3A00Z'\"");

    /// <summary>A tag that another store gave, or nobody, is the tag of no row.</summary>
    public static RowTag Parse(string text)
    {
        var parts = text.Split('\n');
        var bytes = new byte[text.Length];
        return parts.Length == 2 && Convert.TryFromBase64String(parts[1], bytes, out var length)
            ? new RowTag(new ETag(parts[0]), new WriteIds(bytes.AsMemory(0, length)))
            : new RowTag(Nobodys, default);
    }

    public override string ToString() => $"{ETag.ToString("H")}\n{Convert.ToBase64String(Writes.Bytes.Span)}";
}

/// <summary>Rows as Table Storage has them. Each value has its kind there: String, Int64, Boolean, DateTime, Binary.</summary>
internal static class TableRows
{
    public static TableEntity ToEntity(Row row, WriteIds writes)
    {
        var entity = new TableEntity(row.PartitionKey, row.RowKey) { { RowLimits.WriteIdsName, writes.Bytes.ToArray() } };
        foreach (var (name, value) in row.Values)
        {
            entity[name] = value;
        }

        return entity;
    }

    public static Row ToRow(TableEntity entity) => new(
        entity.PartitionKey,
        entity.RowKey,
        entity.Where(v => v.Key != RowLimits.WriteIdsName).ToImmutableDictionary(v => v.Key, v => v.Value, StringComparer.Ordinal),
        TagOf(entity).ToString());

    public static RowTag TagOf(TableEntity entity) => new(entity.ETag, new WriteIds(entity[RowLimits.WriteIdsName] as byte[] ?? []));
}
