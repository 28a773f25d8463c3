using Microsoft.Data.Sqlite;

namespace Simulation;

/// <summary>What happens to an embedded store's file from outside, while the store has it open or before.</summary>
public static class SqliteFile
{
    private static readonly string[] Writes = ["INSERT", "UPDATE", "DELETE"];

    /// <summary>No row can be written any more, as on a full disk; what stands there can be read.</summary>
    public static void Fill(string path) => Execute(
        path, string.Concat(Writes.Select(w => $"CREATE TRIGGER full{w} BEFORE {w} ON rows BEGIN SELECT RAISE(ABORT, 'database or disk is full'); END;")));

    /// <summary>It can be written again.</summary>
    public static void MakeRoom(string path) => Execute(path, string.Concat(Writes.Select(w => $"DROP TRIGGER full{w};")));

    public static void Execute(string path, string sql)
    {
        using var connection = Open(path);
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    /// <summary>Nobody else can write to it until this is disposed.</summary>
    public static IDisposable Lock(string path)
    {
        var connection = Open(path);
        using var command = connection.CreateCommand();
        command.CommandText = "BEGIN EXCLUSIVE";
        command.ExecuteNonQuery();
        return connection;
    }

    private static SqliteConnection Open(string path)
    {
        var connection = new SqliteConnection($"Data Source={path};Pooling=False");
        connection.Open();
        return connection;
    }
}
