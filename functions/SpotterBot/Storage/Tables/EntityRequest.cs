using Azure.Core;

namespace Azure.Data.Tables;

public enum TableUpdateMode
{
    /// <summary>Values that are not named stay.</summary>
    Merge,

    /// <summary>Values that are not named go.</summary>
    Replace,
}

/// <summary>One write, by itself or in a batch. Made only of what the service takes.</summary>
/// <param name="Path">Behind the account's address, percent-encoded.</param>
/// <param name="IfMatch">Null for an insert.</param>
/// <param name="Body">Null for a delete.</param>
internal sealed record EntityRequest(RequestMethod Method, string Path, string? IfMatch, byte[]? Body)
{
    /// <exception cref="ArgumentException">The service does not hold this row.</exception>
    public static EntityRequest Add(string table, TableEntity entity)
    {
        TableLimits.Check(entity);
        return new EntityRequest(RequestMethod.Post, $"/{table}", null, EntityJson.Write(entity));
    }

    /// <exception cref="ArgumentException">The service does not hold this row, or the tag was forgotten.</exception>
    public static EntityRequest Update(string table, TableEntity entity, ETag ifMatch, TableUpdateMode mode)
    {
        TableLimits.Check(entity);
        TableLimits.CheckCondition(ifMatch);
        var method = mode == TableUpdateMode.Replace ? RequestMethod.Put : RequestMethod.Patch;
        return new EntityRequest(method, PathOf(table, entity.PartitionKey, entity.RowKey), ifMatch.ToString("H"), EntityJson.Write(entity));
    }

    /// <exception cref="ArgumentException">No row can have these keys, or the tag was forgotten.</exception>
    public static EntityRequest Delete(string table, string partitionKey, string rowKey, ETag ifMatch)
    {
        TableLimits.CheckCondition(ifMatch);
        return new EntityRequest(RequestMethod.Delete, PathOf(table, partitionKey, rowKey), ifMatch.ToString("H"), null);
    }

    /// <exception cref="ArgumentException">No row can have these keys.</exception>
    public static string PathOf(string table, string partitionKey, string rowKey)
    {
        TableLimits.CheckKey(partitionKey);
        TableLimits.CheckKey(rowKey);
        return $"/{table}(PartitionKey='{Escaped(partitionKey)}',RowKey='{Escaped(rowKey)}')";
    }

    private static string Escaped(string key) => Uri.EscapeDataString(key.Replace("'", "''", StringComparison.Ordinal));
}
