using System.Collections.Immutable;
using Microsoft.Data.Sqlite;

namespace SpotterBot.Storage;

/// <summary>
/// Rows in one SQLite file: write-ahead log, synchronous FULL, so that an acknowledged write outlives a kill. SQLite has no asynchronous I/O to
/// wait for: a call completes at once, unless others are writing, with whom it then goes to the disk. Several processes may share the file.
/// </summary>
public sealed class SqliteRowStore : IRowStore, IDisposable
{
    private const int SchemaVersion = 1;
    private const int RangeMost = 1000;

    private readonly string _path;
    private readonly string _connectionString;
    private readonly SqliteConnection _writer;
    private readonly SqliteConnection _reader;
    private readonly WriteQueue _writing;
    private readonly Lock _reading = new();

    // Each is touched only by whoever has its connection.
    private readonly Dictionary<string, SqliteCommand> _reads = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SqliteCommand> _writes = new(StringComparer.Ordinal);
    private bool _together;

    /// <param name="path">The file; made, with its folder, where there is none.</param>
    /// <exception cref="IOException">The file cannot be opened, is no database, or is of a newer program.</exception>
    public SqliteRowStore(string path)
    {
        _path = Path.GetFullPath(path);
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(_path)!);
            if (!File.Exists(_path))
            {
                var options = new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.ReadWrite, Share = FileShare.ReadWrite };
                if (!OperatingSystem.IsWindows())
                {
                    // Nobody else reads it, not even for the instant before it is first written.
                    options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
                }

                using (new FileStream(_path, options))
                {
                }
            }

            _connectionString = new SqliteConnectionStringBuilder { DataSource = _path, Pooling = false, DefaultTimeout = 5 }.ToString();
            _writer = Open();
            Migrate();
            _reader = Open();
            _writing = new WriteQueue(Together);
        }
        catch (Exception fault) when (fault is SqliteException or IOException or UnauthorizedAccessException)
        {
            _writer?.Dispose();
            throw Unusable(fault);
        }
    }

    public ValueTask<Row?> GetAsync(string table, string partitionKey, string rowKey) => Reading(() =>
    {
        var command = Command(_reader, "r", "SELECT pk, rk, etag, body FROM rows WHERE tbl = $t AND pk = $p AND rk = $r", "$t", "$p", "$r");
        Bind(command, table, partitionKey, rowKey);
        using var reader = command.ExecuteReader();
        return reader.Read() ? Read(reader) : null;
    });

    public ValueTask<Write> InsertAsync(string table, Row row)
    {
        RowLimits.Check(row);
        var body = RowBytes.Write(row.Values);
        return WritingAsync(() => Insert(table, row, body));
    }

    public async ValueTask InsertAllAsync(string table, IReadOnlyList<Row> rows)
    {
        var bodies = rows.Select(row =>
        {
            RowLimits.Check(row);
            return (Row: row, Body: RowBytes.Write(row.Values));
        }).ToList();
        await WritingAsync(() =>
        {
            if (bodies.Count > 1)
            {
                Together(() => bodies.ForEach(b => Insert(table, b.Row, b.Body)));
            }
            else
            {
                bodies.ForEach(b => Insert(table, b.Row, b.Body));
            }

            return true;
        });
    }

    public ValueTask<Write> ReplaceAsync(string table, Row row)
    {
        RowLimits.Check(row);
        if (row.ETag.Length == 0)
        {
            throw new ArgumentException("A replace needs the ETag of the row that was read.", nameof(row));
        }

        var (tag, body) = (NewTag(), RowBytes.Write(row.Values));
        return WritingAsync(() =>
        {
            var command = Command(_writer, "u", "UPDATE rows SET etag = $n, body = $b WHERE tbl = $t AND pk = $p AND rk = $r AND etag = $e", "$n", "$b", "$t", "$p", "$r", "$e");
            Bind(command, tag, body, table, row.PartitionKey, row.RowKey, row.ETag);
            return command.ExecuteNonQuery() == 1 ? new Write(WriteResult.Written, tag) : Lost(table, row.PartitionKey, row.RowKey);
        });
    }

    public ValueTask<Write> DeleteAsync(string table, string partitionKey, string rowKey, string? eTag = null) =>
        WritingAsync(() =>
        {
            var command = Command(_writer, "d", "DELETE FROM rows WHERE tbl = $t AND pk = $p AND rk = $r AND ($e = '' OR etag = $e)", "$t", "$p", "$r", "$e");
            Bind(command, table, partitionKey, rowKey, eTag ?? "");
            return command.ExecuteNonQuery() == 1 ? new Write(WriteResult.Written) : Lost(table, partitionKey, rowKey);
        });

    /// <summary>So many at a time that nobody who writes beside it waits for long.</summary>
    public async ValueTask DeleteRangeAsync(string table, string partitionKey, string from, string to)
    {
        while (await WritingAsync(() => DeleteSome(table, partitionKey, from, to)) == RangeMost)
        {
            await Task.Yield();
        }
    }

    public ValueTask<IReadOnlyList<Row>> QueryAsync(string table, string partitionKey, string from, string to, int most) => Reading<IReadOnlyList<Row>>(() =>
    {
        var command = Command(
            _reader, "q", "SELECT pk, rk, etag, body FROM rows WHERE tbl = $t AND pk = $p AND rk >= $f AND rk < $o ORDER BY rk LIMIT $m", "$t", "$p", "$f", "$o", "$m");
        Bind(command, table, partitionKey, from, to, most);
        using var reader = command.ExecuteReader();
        var rows = new List<Row>();
        while (reader.Read())
        {
            rows.Add(Read(reader));
        }

        return rows;
    });

    /// <summary>After what was asked of it before: whoever asks afterwards finds the connections closed.</summary>
    public void Dispose()
    {
        _writing.Close(() => Close(_writer, _writes));
        lock (_reading)
        {
            Close(_reader, _reads);
        }
    }

    private ValueTask<T> Reading<T>(Func<T> read)
    {
        try
        {
            lock (_reading)
            {
                return new(read());
            }
        }
        catch (SqliteException fault)
        {
            throw Unusable(fault);
        }
    }

    private async ValueTask<T> WritingAsync<T>(Func<T> write)
    {
        try
        {
            return await _writing.RunAsync(write);
        }
        catch (SqliteException fault)
        {
            throw Unusable(fault);
        }
    }

    /// <summary>The disk is full or gone, the file is damaged, or others held it for too long.</summary>
    private IOException Unusable(Exception fault) => new($"The store at {_path} cannot be used: {fault.Message}", fault);

    private static void Close(SqliteConnection connection, Dictionary<string, SqliteCommand> commands)
    {
        foreach (var command in commands.Values)
        {
            command.Dispose();
        }

        connection.Dispose();
    }

    private Write Insert(string table, Row row, byte[] body)
    {
        var tag = NewTag();
        var command = Command(_writer, "i", "INSERT INTO rows (tbl, pk, rk, etag, body) VALUES ($t, $p, $r, $e, $b) ON CONFLICT DO NOTHING", "$t", "$p", "$r", "$e", "$b");
        Bind(command, table, row.PartitionKey, row.RowKey, tag, body);
        return command.ExecuteNonQuery() == 1 ? new Write(WriteResult.Written, tag) : new Write(WriteResult.AlreadyThere);
    }

    private int DeleteSome(string table, string partitionKey, string from, string to)
    {
        var command = Command(
            _writer,
            "dr",
            "DELETE FROM rows WHERE tbl = $t AND pk = $p AND rk IN (SELECT rk FROM rows WHERE tbl = $t AND pk = $p AND rk >= $f AND rk < $o ORDER BY rk LIMIT $m)",
            "$t", "$p", "$f", "$o", "$m");
        Bind(command, table, partitionKey, from, to, RangeMost);
        return command.ExecuteNonQuery();
    }

    /// <summary>All or none. Inside another it is part of that.</summary>
    private void Together(Action writes)
    {
        if (_together)
        {
            writes();
            return;
        }

        Command(_writer, "begin", "BEGIN IMMEDIATE").ExecuteNonQuery();
        _together = true;
        try
        {
            writes();
            Command(_writer, "commit", "COMMIT").ExecuteNonQuery();
        }
        catch
        {
            try
            {
                Command(_writer, "rollback", "ROLLBACK").ExecuteNonQuery();
            }
            catch (SqliteException)
            {
                // It was rolled back with what failed.
            }

            throw;
        }
        finally
        {
            _together = false;
        }
    }

    private static string NewTag() => Convert.ToHexStringLower(System.Security.Cryptography.RandomNumberGenerator.GetBytes(12));

    private static Row Read(SqliteDataReader reader) =>
        new(reader.GetString(0), reader.GetString(1), RowBytes.Read((byte[])reader[3]), reader.GetString(2));

    private SqliteConnection Open()
    {
        var connection = new SqliteConnection(_connectionString);
        try
        {
            connection.Open();
            using var command = connection.CreateCommand();

            // secure_delete: what is erased is overwritten in the file, not only unlinked.
            command.CommandText = "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA secure_delete = ON; PRAGMA busy_timeout = 5000; PRAGMA cache_size = -32768;";
            command.ExecuteNonQuery();
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    private void Migrate()
    {
        using var command = _writer.CreateCommand();
        command.CommandText = "PRAGMA user_version";
        var version = (long)command.ExecuteScalar()!;
        if (version > SchemaVersion)
        {
            throw new IOException($"it was written by a newer program (version {version}, this one knows {SchemaVersion})");
        }

        command.CommandText = $"""
            CREATE TABLE IF NOT EXISTS rows (tbl TEXT NOT NULL, pk TEXT NOT NULL, rk TEXT NOT NULL, etag TEXT NOT NULL, body BLOB NOT NULL,
                PRIMARY KEY (tbl, pk, rk)) WITHOUT ROWID;
            PRAGMA user_version = {SchemaVersion};
            """;
        command.ExecuteNonQuery();
    }

    private Write Lost(string table, string partitionKey, string rowKey)
    {
        var command = Command(_writer, "x", "SELECT 1 FROM rows WHERE tbl = $t AND pk = $p AND rk = $r", "$t", "$p", "$r");
        Bind(command, table, partitionKey, rowKey);
        return new Write(command.ExecuteScalar() is null ? WriteResult.Missing : WriteResult.Conflict);
    }

    private SqliteCommand Command(SqliteConnection connection, string name, string sql, params ReadOnlySpan<string> parameters)
    {
        var commands = connection == _writer ? _writes : _reads;
        if (commands.TryGetValue(name, out var command))
        {
            return command;
        }

        command = connection.CreateCommand();
        command.CommandText = sql;
        foreach (var parameter in parameters)
        {
            command.Parameters.Add(new SqliteParameter { ParameterName = parameter });
        }

        commands[name] = command;
        return command;
    }

    private static void Bind(SqliteCommand command, params ReadOnlySpan<object> values)
    {
        for (var i = 0; i < values.Length; i++)
        {
            command.Parameters[i].Value = values[i];
        }
    }
}

/// <summary>A row's values as bytes: one letter for the kind, so that they come back as they were.</summary>
internal static class RowBytes
{
    public static byte[] Write(ImmutableDictionary<string, object> values)
    {
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream);
        foreach (var (name, value) in values.OrderBy(v => v.Key, StringComparer.Ordinal))
        {
            writer.Write(name);
            switch (value)
            {
                case string text:
                    writer.Write('s');
                    writer.Write(text);
                    break;
                case long number:
                    writer.Write('n');
                    writer.Write(number);
                    break;
                case bool flag:
                    writer.Write('b');
                    writer.Write(flag);
                    break;
                case DateTimeOffset instant:
                    writer.Write('t');
                    writer.Write(instant.UtcTicks);
                    break;
                case byte[] bytes:
                    writer.Write('x');
                    writer.Write(bytes.Length);
                    writer.Write(bytes);
                    break;
            }
        }

        return stream.ToArray();
    }

    public static ImmutableDictionary<string, object> Read(byte[] body)
    {
        var values = ImmutableDictionary.CreateBuilder<string, object>(StringComparer.Ordinal);
        using var stream = new MemoryStream(body, writable: false);
        using var reader = new BinaryReader(stream);
        while (stream.Position < stream.Length)
        {
            var name = reader.ReadString();
            values[name] = reader.ReadChar() switch
            {
                's' => reader.ReadString(),
                'n' => reader.ReadInt64(),
                'b' => reader.ReadBoolean(),
                't' => new DateTimeOffset(reader.ReadInt64(), TimeSpan.Zero),
                'x' => reader.ReadBytes(reader.ReadInt32()),
                var kind => throw new IOException($"A stored value has an unknown kind ({(int)kind})."),
            };
        }

        return values.ToImmutable();
    }
}
