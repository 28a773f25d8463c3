using Azure.Data.Tables;
using Microsoft.Data.Sqlite;
using Simulation;
using SpotterBot.Storage;

namespace SpotterBot.Tests.Storage;

public sealed class MemoryRowStoreTests : RowStoreConformance
{
    protected override IRowStore Store { get; } = new MemoryRowStore();
}

/// <summary>A folder that is gone afterwards.</summary>
public sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("spotter-").FullName;

    public string File(string name) => System.IO.Path.Combine(Path, name);

    public void Dispose() => Directory.Delete(Path, recursive: true);
}

public sealed class SqliteRowStoreTests : RowStoreConformance
{
    private readonly TemporaryFolder _folder = new();
    private readonly SqliteRowStore _store;

    public SqliteRowStoreTests() => _store = new SqliteRowStore(File);

    protected override IRowStore Store => _store;

    private string File => _folder.File("spotter.db");

    public override void Dispose()
    {
        _store.Dispose();
        _folder.Dispose();
        base.Dispose();
    }

    [Fact]
    public async Task It_stands_there_after_it_was_closed_and_opened()
    {
        using (var first = new SqliteRowStore(_folder.File("again.db")))
        {
            await first.InsertAsync("t", Row.New("p", "r", ("a", "b")));
        }

        using var second = new SqliteRowStore(_folder.File("again.db"));
        Assert.Equal("b", (await second.GetAsync("t", "p", "r"))!.Text("a"));
    }

    [Fact]
    public async Task Every_acknowledged_write_is_in_what_a_kill_leaves()
    {
        var written = 0;
        for (var copy = 0; copy < 8; copy++)
        {
            for (var i = 0; i < 25; i++)
            {
                Assert.True((await _store.InsertAsync("t", Row.New("p", $"{written++:D4}", ("body", new byte[2000])))).Done);
            }

            var left = Directory.CreateDirectory(_folder.File($"left{copy}")).FullName;
            foreach (var file in Directory.GetFiles(_folder.Path, "spotter.db*").Where(f => !f.EndsWith("-shm", StringComparison.Ordinal)))
            {
                System.IO.File.Copy(file, Path.Combine(left, Path.GetFileName(file)));
            }

            using var after = new SqliteRowStore(Path.Combine(left, "spotter.db"));
            Assert.Equal(written, (await after.QueryAsync("t", "p", "!", "~", 1000)).Count);
        }
    }

    [Fact]
    public async Task Two_stores_on_one_file_see_each_other_and_never_both_win()
    {
        using var other = new SqliteRowStore(File);
        await _store.InsertAsync("t", Row.New("p", "n", ("n", 0L)));
        async Task AddAsync(SqliteRowStore store)
        {
            for (var done = 0; done < 100;)
            {
                var row = (await store.GetAsync("t", "p", "n"))!;
                done += (await store.ReplaceAsync("t", Row.New("p", "n", ("n", row.Number("n") + 1)) with { ETag = row.ETag })).Done ? 1 : 0;
            }
        }

        await Task.WhenAll(Task.Run(() => AddAsync(_store)), Task.Run(() => AddAsync(other)), Task.Run(() => AddAsync(other)));
        Assert.Equal(300, (await other.GetAsync("t", "p", "n"))!.Number("n"));
    }

    [Fact]
    public async Task Nobody_but_its_owner_may_read_it()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        await _store.InsertAsync("t", Row.New("p", "r"));
        foreach (var file in Directory.GetFiles(_folder.Path, "spotter.db*"))
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, System.IO.File.GetUnixFileMode(file));
        }
    }

    [Fact]
    public async Task Whatever_is_asked_of_a_file_that_fails_is_told_as_every_store_tells_it_until_it_works_again()
    {
        var row = Row.New("p", "r", ("a", 1L));
        var written = row with { ETag = (await _store.InsertAsync("t", row)).ETag };
        (string What, Func<Task> Ask)[] all =
        [
            ("get", async () => await _store.GetAsync("t", "p", "r")),
            ("query", async () => await _store.QueryAsync("t", "p", "!", "~", 9)),
            ("insert", async () => await _store.InsertAsync("t", Row.New("p", "other"))),
            ("insert all", async () => await _store.InsertAllAsync("t", [Row.New("p", "r1"), Row.New("p", "r2")])),
            ("replace", async () => await _store.ReplaceAsync("t", written)),
            ("delete", async () => await _store.DeleteAsync("t", "p", "r")),
            ("delete range", async () => await _store.DeleteRangeAsync("t", "p", "!", "~")),
        ];
        SqliteFile.Execute(File, "ALTER TABLE rows RENAME TO gone");
        await Assert.AllAsync(all, async one => AssertUnusable(File, "no such table", await Assert.ThrowsAsync<IOException>(one.Ask)));

        SqliteFile.Execute(File, "ALTER TABLE gone RENAME TO rows");
        SqliteFile.Fill(File);
        await Assert.AllAsync(all[2..], async one => AssertUnusable(File, "full", await Assert.ThrowsAsync<IOException>(one.Ask)));

        Assert.Equal(written.ETag, Assert.Single(await _store.QueryAsync("t", "p", "!", "~", 9)).ETag);
        SqliteFile.MakeRoom(File);
        await Assert.AllAsync(all, one => one.Ask());
    }

    [Fact]
    public async Task A_file_that_others_keep_locked_is_not_waited_for_for_ever()
    {
        using (SqliteFile.Lock(File))
        {
            AssertUnusable(File, "locked", await Assert.ThrowsAsync<IOException>(async () => await _store.InsertAsync("t", Row.New("p", "r"))));
            Assert.Null(await _store.GetAsync("t", "p", "r"));
        }

        Assert.True((await _store.InsertAsync("t", Row.New("p", "r"))).Done);
    }

    [Fact]
    public void A_file_that_is_no_database_is_said_to_be_so()
    {
        System.IO.File.WriteAllText(_folder.File("bad.db"), new string('x', 8192));
        AssertUnusable(_folder.File("bad.db"), "not a database");
    }

    [Fact]
    public void A_damaged_database_is_said_to_be_so()
    {
        var file = _folder.File("damaged.db");
        using (new SqliteRowStore(file))
        {
        }

        SqliteConnection.ClearAllPools();
        var bytes = System.IO.File.ReadAllBytes(file);
        bytes.AsSpan(100).Fill(0x5a);
        System.IO.File.WriteAllBytes(file, bytes);
        AssertUnusable(file, "malformed");
    }

    [Fact]
    public void A_place_that_cannot_be_written_is_said_to_be_so()
    {
        Directory.CreateDirectory(_folder.File("folder.db"));
        AssertUnusable(_folder.File("folder.db"), "");
        System.IO.File.WriteAllText(_folder.File("file"), "");
        AssertUnusable(Path.Combine(_folder.File("file"), "spotter.db"), "");
    }

    [Fact]
    public void A_file_of_a_newer_program_is_left_alone()
    {
        var file = _folder.File("newer.db");
        SqliteFile.Execute(file, "PRAGMA user_version = 7");
        AssertUnusable(file, "newer program (version 7, this one knows 1)");
    }

    private static void AssertUnusable(string file, string why) => AssertUnusable(file, why, Assert.Throws<IOException>(() => new SqliteRowStore(file)));

    private static void AssertUnusable(string file, string why, IOException fault)
    {
        Assert.StartsWith($"The store at {file} cannot be used: ", fault.Message, StringComparison.Ordinal);
        Assert.Contains(why, fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', fault.Message);
    }
}

/// <summary>On a real Table Storage's emulator.</summary>
public sealed class TableRowStoreConformanceTests(SharedAzurite shared) : RowStoreConformance, IAsyncLifetime
{
    private IRowStore? _store;

    protected override IRowStore Store => _store!;

    public async ValueTask InitializeAsync()
    {
        var azurite = await shared.OrSkipAsync();
        var store = new TableRowStore(options => new TableServiceClient(azurite.ConnectionString, options), TimeProvider.System);
        _store = new OwnTables(store, SharedAzurite.UniquePrefix());
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
