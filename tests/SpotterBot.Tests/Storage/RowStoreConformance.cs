using SpotterBot.Storage;

namespace SpotterBot.Tests.Storage;

/// <summary>What every row store does alike: the program is written against this and nothing more.</summary>
public abstract class RowStoreConformance : IDisposable
{
    private const string Table = "things";

    protected abstract IRowStore Store { get; }

    public virtual void Dispose() => GC.SuppressFinalize(this);

    [Fact]
    public async Task What_was_inserted_is_read_back_with_the_tag_it_got()
    {
        var write = await Store.InsertAsync(Table, Row.New("p", "r", ("a", 1L)));
        Assert.True(write.Done);
        var row = await Store.GetAsync(Table, "p", "r");
        Assert.Equal(1, row!.Number("a"));
        Assert.Equal(write.ETag, row.ETag);
        Assert.NotEmpty(row.ETag);
    }

    [Fact]
    public async Task A_range_is_deleted_and_nothing_beside_it()
    {
        foreach (var i in Enumerable.Range(0, 230))
        {
            await Store.InsertAsync(Table, Row.New("p", $"{i:D4}", ("a", 1L)));
        }

        await Store.InsertAsync(Table, Row.New("q", "0100", ("a", 1L)));
        await Store.InsertAsync("others", Row.New("p", "0100", ("a", 1L)));
        await Store.DeleteRangeAsync(Table, "p", "0005", "0228");
        Assert.Equal(["0000", "0001", "0002", "0003", "0004", "0228", "0229"], (await Store.QueryAsync(Table, "p", "0", "9", 1000)).Select(r => r.RowKey));
        Assert.NotNull(await Store.GetAsync(Table, "q", "0100"));
        Assert.NotNull(await Store.GetAsync("others", "p", "0100"));
        await Store.DeleteRangeAsync(Table, "p", "0005", "0228");
    }

    [Fact]
    public async Task An_insert_onto_a_row_changes_nothing()
    {
        await Store.InsertAsync(Table, Row.New("p", "r", ("a", 1L)));
        var second = await Store.InsertAsync(Table, Row.New("p", "r", ("a", 2L)));
        Assert.Equal(new Write(WriteResult.AlreadyThere), second);
        Assert.Equal(1, (await Store.GetAsync(Table, "p", "r"))!.Number("a"));
    }

    [Fact]
    public async Task Tables_partitions_and_rows_are_apart()
    {
        await Store.InsertAsync("one", Row.New("p", "r", ("a", 1L)));
        await Store.InsertAsync("two", Row.New("p", "r", ("a", 2L)));
        await Store.InsertAsync("one", Row.New("q", "r", ("a", 3L)));
        await Store.InsertAsync("one", Row.New("p", "R", ("a", 4L)));
        Assert.Equal(1, (await Store.GetAsync("one", "p", "r"))!.Number("a"));
        Assert.Equal(2, (await Store.GetAsync("two", "p", "r"))!.Number("a"));
        Assert.Equal(3, (await Store.GetAsync("one", "q", "r"))!.Number("a"));
        Assert.Equal(4, (await Store.GetAsync("one", "p", "R"))!.Number("a"));
        Assert.Null(await Store.GetAsync("two", "q", "r"));
    }

    [Fact]
    public async Task A_replace_needs_the_tag_of_what_stands_there()
    {
        var first = await Store.InsertAsync(Table, Row.New("p", "r", ("a", 1L), ("gone", true)));
        var second = await Store.ReplaceAsync(Table, Row.New("p", "r", ("a", 2L)) with { ETag = first.ETag });
        Assert.True(second.Done);
        Assert.NotEqual(first.ETag, second.ETag);
        var stale = await Store.ReplaceAsync(Table, Row.New("p", "r", ("a", 3L)) with { ETag = first.ETag });
        Assert.Equal(new Write(WriteResult.Conflict), stale);
        var row = (await Store.GetAsync(Table, "p", "r"))!;
        Assert.Equal(2, row.Number("a"));
        Assert.False(row.Values.ContainsKey("gone"));
        Assert.Equal(second.ETag, row.ETag);
    }

    [Fact]
    public async Task A_replace_of_nothing_is_missing_and_one_without_a_tag_is_refused()
    {
        Assert.Equal(WriteResult.Missing, (await Store.ReplaceAsync(Table, Row.New("p", "r") with { ETag = "x" })).Result);
        await Assert.ThrowsAsync<ArgumentException>(async () => await Store.ReplaceAsync(Table, Row.New("p", "r")));
        Assert.Null(await Store.GetAsync(Table, "p", "r"));
    }

    [Fact]
    public async Task A_delete_takes_what_it_was_asked_to()
    {
        var first = await Store.InsertAsync(Table, Row.New("p", "r"));
        var second = await Store.ReplaceAsync(Table, Row.New("p", "r") with { ETag = first.ETag });
        Assert.Equal(WriteResult.Conflict, (await Store.DeleteAsync(Table, "p", "r", first.ETag)).Result);
        Assert.Equal(WriteResult.Written, (await Store.DeleteAsync(Table, "p", "r", second.ETag)).Result);
        Assert.Equal(WriteResult.Missing, (await Store.DeleteAsync(Table, "p", "r", second.ETag)).Result);
        await Store.InsertAsync(Table, Row.New("p", "r"));
        Assert.Equal(WriteResult.Written, (await Store.DeleteAsync(Table, "p", "r")).Result);
        Assert.Equal(WriteResult.Missing, (await Store.DeleteAsync(Table, "p", "r")).Result);
    }

    [Fact]
    public async Task A_row_made_again_does_not_answer_to_its_old_tag()
    {
        var first = await Store.InsertAsync(Table, Row.New("p", "r"));
        await Store.DeleteAsync(Table, "p", "r");
        await Store.InsertAsync(Table, Row.New("p", "r"));
        Assert.Equal(WriteResult.Conflict, (await Store.ReplaceAsync(Table, Row.New("p", "r") with { ETag = first.ETag })).Result);
    }

    [Fact]
    public async Task A_query_takes_a_range_in_ordinal_order_its_end_left_out()
    {
        foreach (var key in new[] { "b", "a", "B", "_", "-", "10", "9", "a1", "c", ":", "." })
        {
            await Store.InsertAsync(Table, Row.New("p", key));
        }

        await Store.InsertAsync(Table, Row.New("other", "a"));
        Assert.Equal(["-", ".", "10", "9", ":", "B", "_", "a", "a1", "b", "c"], await KeysAsync("!", "~", 100));
        Assert.Equal(["a", "a1"], await KeysAsync("a", "b", 100));
        Assert.Equal(["10", "9", ":"], await KeysAsync("0", "A", 100));
        Assert.Equal(["-", "."], await KeysAsync("!", "~", 2));
        Assert.Empty(await KeysAsync("b", "a", 100));
        Assert.Empty(await KeysAsync("x", "y", 100));
    }

    [Theory]
    [InlineData("")]
    [InlineData("a/b")]
    [InlineData("a\\b")]
    [InlineData("a#b")]
    [InlineData("a?b")]
    [InlineData("a b")]
    [InlineData("a%b")]
    [InlineData("+15550001")]
    [InlineData("é")]
    [InlineData("a\u0001")]
    public async Task Keys_that_table_storage_or_a_url_would_not_bear_are_refused(string key)
    {
        await Assert.ThrowsAsync<ArgumentException>(async () => await Store.InsertAsync(Table, Row.New(key, "r")));
        await Assert.ThrowsAsync<ArgumentException>(async () => await Store.InsertAsync(Table, Row.New("p", key)));
        await Assert.ThrowsAsync<ArgumentException>(async () => await Store.ReplaceAsync(Table, Row.New("p", key) with { ETag = "x" }));
        await Assert.ThrowsAsync<ArgumentException>(async () => await Store.InsertAsync(Table, Row.New("p", "r", (key, 1L))));
    }

    [Fact]
    public async Task The_longest_key_is_taken_and_one_longer_is_not()
    {
        Assert.True((await Store.InsertAsync(Table, Row.New(new string('k', 512), new string('r', 512)))).Done);
        await Assert.ThrowsAsync<ArgumentException>(async () => await Store.InsertAsync(Table, Row.New("p", new string('k', 513))));
    }

    [Fact]
    public async Task Values_that_table_storage_would_not_bear_are_refused()
    {
        object[] bad =
        [
            new string('x', (32 * 1024) + 1), new byte[(64 * 1024) + 1], 1, 1.5, 'c', Guid.Empty, DateTime.UnixEpoch,
            new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.FromHours(1)), new DateTimeOffset(1600, 12, 31, 0, 0, 0, TimeSpan.Zero),
        ];
        foreach (var value in bad)
        {
            await Assert.ThrowsAsync<ArgumentException>(async () => await Store.InsertAsync(Table, Row.New("p", "r", ("a", value))));
        }

        var many = Enumerable.Range(0, 252).Select(i => ($"v{i}", (object)1L)).ToArray();
        await Assert.ThrowsAsync<ArgumentException>(async () => await Store.InsertAsync(Table, Row.New("p", "r", many)));
        Assert.True((await Store.InsertAsync(Table, Row.New("p", "r", [.. many.Skip(1)]))).Done);
        var large = Enumerable.Range(0, 16).Select(i => ($"v{i}", (object)new byte[64 * 1024])).ToArray();
        await Assert.ThrowsAsync<ArgumentException>(async () => await Store.InsertAsync(Table, Row.New("p", "large", large)));
        Assert.True((await Store.InsertAsync(Table, Row.New("p", "large", [.. large.Skip(1)]))).Done);
    }

    [Theory]
    [InlineData("a-b")]
    [InlineData("1st")]
    [InlineData("RowKey")]
    [InlineData("Timestamp")]
    [InlineData("writeIds")]
    public async Task Names_that_table_storage_or_the_store_has_for_itself_are_refused(string name) =>
        await Assert.ThrowsAsync<ArgumentException>(async () => await Store.InsertAsync(Table, Row.New("p", "r", (name, 1L))));

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(101)]
    public async Task Rows_inserted_in_one_go_leave_those_that_stand_there_as_they_are(int count)
    {
        await Store.InsertAsync(Table, Row.New("p", "0001", ("a", 7L)));
        await Store.InsertAllAsync(Table, [.. Enumerable.Range(0, count).Select(i => Row.New("p", $"{i:D4}", ("a", (long)i)))]);
        var rows = await Store.QueryAsync(Table, "p", "!", "~", 200);
        Assert.Equal(Math.Max(2, count), rows.Count);
        Assert.All(rows, r => Assert.Equal(r.RowKey == "0001" ? 7 : int.Parse(r.RowKey), r.Number("a")));
        await Store.InsertAllAsync(Table, []);
    }

    [Fact]
    public async Task A_query_gives_as_many_as_were_asked_for_however_many_there_are()
    {
        await Store.InsertAllAsync(Table, [.. Enumerable.Range(0, 1100).Select(i => Row.New("p", $"{i:D4}"))]);
        Assert.Equal(1100, (await Store.QueryAsync(Table, "p", "!", "~", 5000)).Count);
        Assert.Equal(1001, (await Store.QueryAsync(Table, "p", "!", "~", 1001)).Count);
        Assert.Equal("0999", (await Store.QueryAsync(Table, "p", "!", "~", 1000))[^1].RowKey);
    }

    [Fact]
    public async Task Every_kind_of_value_comes_back_as_it_was()
    {
        var bytes = new byte[64 * 1024];
        Random.Shared.NextBytes(bytes);
        (string Name, object Value)[] values =
        [
            ("ascii", "12 Main St"), ("other", "Québec, Ñuñoa, 東京, 😀, \0, \"quotes\", line\nbreak"), ("empty", ""), ("long", new string('é', 32 * 1024)),
            ("zero", 0L), ("least", long.MinValue), ("most", long.MaxValue), ("yes", true), ("no", false),
            ("now", new DateTimeOffset(2026, 1, 15, 20, 0, 0, 123, TimeSpan.Zero).AddTicks(4567)), ("first", new DateTimeOffset(1601, 1, 1, 0, 0, 0, TimeSpan.Zero)), ("last", DateTimeOffset.MaxValue),
            ("bytes", bytes), ("nothing", Array.Empty<byte>()),
        ];
        await Store.InsertAsync(Table, Row.New("p", "r", values));
        var row = (await Store.GetAsync(Table, "p", "r"))!;
        var queried = Assert.Single(await Store.QueryAsync(Table, "p", "!", "~", 9));
        Assert.Equal(values.Length, row.Values.Count);
        foreach (var (name, value) in values)
        {
            Assert.Equal(value, row.Values[name]);
            Assert.Equal(value, queried.Values[name]);
        }
    }

    [Fact]
    public async Task Of_sixteen_writers_on_one_row_exactly_one_wins_each_round()
    {
        const int Rounds = 25;
        var tag = (await Store.InsertAsync(Table, Row.New("p", "r", ("round", 0L)))).ETag;
        for (var round = 1L; round <= Rounds; round++)
        {
            var old = tag;
            var writes = await Task.WhenAll(Enumerable.Range(0, 16).Select(writer => Task.Run(async () =>
                (Writer: writer, Write: await Store.ReplaceAsync(Table, Row.New("p", "r", ("round", round), ("writer", (long)writer)) with { ETag = old })))));
            var winner = Assert.Single(writes, w => w.Write.Done);
            Assert.All(writes.Where(w => w != winner), w => Assert.Equal(WriteResult.Conflict, w.Write.Result));
            var row = (await Store.GetAsync(Table, "p", "r"))!;
            Assert.Equal((winner.Writer, round), (row.Number("writer"), row.Number("round")));
            tag = winner.Write.ETag;
        }
    }

    [Fact]
    public async Task Of_sixteen_inserts_of_one_row_exactly_one_wins()
    {
        for (var round = 0; round < 25; round++)
        {
            var key = $"r{round}";
            var writes = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Task.Run(async () => await Store.InsertAsync(Table, Row.New("p", key)))));
            Assert.Single(writes, w => w.Done);
        }
    }

    private async Task<string[]> KeysAsync(string from, string to, int most) => [.. (await Store.QueryAsync(Table, "p", from, to, most)).Select(r => r.RowKey)];
}
