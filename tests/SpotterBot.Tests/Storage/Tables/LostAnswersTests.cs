using SpotterBot.Storage;

namespace SpotterBot.Tests.Storage.Tables;

/// <summary>
/// A lost answer makes the pipeline repeat the write, and the repetition meets what the first try did: a conflict with ourselves. It must
/// never be told as one, and a conflict with somebody else always must.
/// </summary>
public sealed class LostAnswersTests(SharedAzurite shared) : IAsyncLifetime
{
    private const string Table = "things";

    private readonly LossyWire _wire = new();
    private IRowStore _store = null!;

    /// <summary>Somebody else, whose own wire loses nothing.</summary>
    private IRowStore _other = null!;

    public async ValueTask InitializeAsync()
    {
        var azurite = await shared.OrSkipAsync();
        var prefix = SharedAzurite.UniquePrefix();
        _store = new OwnTables(Connect.Store(_wire, connection: azurite.ConnectionString), prefix);
        _other = new OwnTables(Connect.Store(new LossyWire(), connection: azurite.ConnectionString), prefix);
    }

    public ValueTask DisposeAsync()
    {
        _wire.Dispose();
        return ValueTask.CompletedTask;
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task An_insert_is_ours(int lost)
    {
        Lose(Loss.Answer, lost);
        var write = await _store.InsertAsync(Table, Row.New("p", "r", ("a", 1L)));
        Assert.True(write.Done);
        await AssertStandsAsync(1, write.ETag);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task A_replace_is_ours_and_its_tag_leads_on(int lost)
    {
        var row = await BegunAsync();
        Lose(Loss.Answer, lost);
        var write = await _store.ReplaceAsync(Table, row);
        Assert.True(write.Done);
        await AssertStandsAsync(2, write.ETag);
        Assert.True((await _store.ReplaceAsync(Table, row with { ETag = write.ETag })).Done);
    }

    [Theory]
    [InlineData(1, true)]
    [InlineData(3, true)]
    [InlineData(1, false)]
    [InlineData(3, false)]
    public async Task A_delete_is_ours(int lost, bool conditional)
    {
        var row = await BegunAsync();
        Lose(Loss.Answer, lost);
        Assert.Equal(WriteResult.Written, (await _store.DeleteAsync(Table, "p", "r", conditional ? row.ETag : null)).Result);
        Assert.Null(await _other.GetAsync(Table, "p", "r"));
    }

    [Theory]
    [InlineData(1, 3)]
    [InlineData(3, 4)]
    public async Task A_batch_is_ours(int lost, int requests)
    {
        Lose(Loss.Answer, lost);
        await _store.InsertAllAsync(Table, [.. Enumerable.Range(0, 5).Select(i => Row.New("p", $"r{i}"))]);
        Assert.Equal(requests, _wire.Requests); // The tries and the look back: no row was written by itself.
        Assert.Equal(5, (await _other.QueryAsync(Table, "p", "!", "~", 9)).Count);
    }

    [Fact]
    public async Task An_insert_that_somebody_else_made_first_is_theirs()
    {
        Lose(Loss.Request, 1, meanwhile: () => _other.InsertAsync(Table, Row.New("p", "r", ("a", 9L))));
        Assert.Equal(WriteResult.AlreadyThere, (await _store.InsertAsync(Table, Row.New("p", "r", ("a", 1L)))).Result);
        await AssertStandsAsync(9);
    }

    [Fact]
    public async Task A_batch_that_somebody_else_is_in_the_way_of_leaves_theirs()
    {
        Lose(Loss.Request, 1, meanwhile: () => _other.InsertAsync(Table, Row.New("p", "r", ("a", 9L))));
        await _store.InsertAllAsync(Table, [Row.New("p", "r", ("a", 1L)), Row.New("p", "s", ("a", 1L))]);
        await AssertStandsAsync(9);
        Assert.NotNull(await _other.GetAsync(Table, "p", "s"));
    }

    [Fact]
    public async Task A_replace_that_somebody_else_made_first_is_a_conflict()
    {
        var row = await BegunAsync();
        Lose(Loss.Request, 1, meanwhile: () => _other.ReplaceAsync(Table, Row.New("p", "r", ("a", 9L)) with { ETag = row.ETag }));
        Assert.Equal(WriteResult.Conflict, (await _store.ReplaceAsync(Table, row)).Result);
        await AssertStandsAsync(9);
    }

    [Fact]
    public async Task A_replace_of_what_somebody_else_took_away_is_missing()
    {
        var row = await BegunAsync();
        Lose(Loss.Request, 1, meanwhile: () => _other.DeleteAsync(Table, "p", "r"));
        Assert.Equal(WriteResult.Missing, (await _store.ReplaceAsync(Table, row)).Result);
    }

    [Fact]
    public async Task A_delete_of_what_somebody_else_changed_is_a_conflict()
    {
        var row = await BegunAsync();
        Lose(Loss.Request, 1, meanwhile: () => _other.ReplaceAsync(Table, Row.New("p", "r", ("a", 9L)) with { ETag = row.ETag }));
        Assert.Equal(WriteResult.Conflict, (await _store.DeleteAsync(Table, "p", "r", row.ETag)).Result);
        await AssertStandsAsync(9);
    }

    [Fact]
    public async Task A_delete_is_ours_though_somebody_else_made_the_row_anew()
    {
        var row = await BegunAsync();
        Lose(Loss.Answer, 1, meanwhile: () => _other.InsertAsync(Table, Row.New("p", "r", ("a", 9L))));
        Assert.Equal(WriteResult.Written, (await _store.DeleteAsync(Table, "p", "r", row.ETag)).Result);
        await AssertStandsAsync(9);
    }

    [Fact]
    public async Task A_replace_is_ours_though_somebody_else_has_written_on_top_of_it_and_its_tag_is_stale()
    {
        var row = await BegunAsync();
        Lose(Loss.Answer, 1, meanwhile: () => WriteOnTopAsync(5));
        var write = await _store.ReplaceAsync(Table, row);
        Assert.True(write.Done);
        Assert.Equal(WriteResult.Conflict, (await _store.ReplaceAsync(Table, row with { ETag = write.ETag })).Result);
        await AssertStandsAsync(7);
    }

    [Fact]
    public async Task A_write_that_too_many_others_have_covered_is_not_guessed_at()
    {
        var row = await BegunAsync();
        Lose(Loss.Answer, 1, meanwhile: () => WriteOnTopAsync(40));
        await Assert.ThrowsAsync<IOException>(async () => await _store.ReplaceAsync(Table, row));
    }

    [Fact]
    public async Task A_write_that_never_arrived_is_a_failure_and_no_conflict()
    {
        var row = await BegunAsync();
        Lose(Loss.Request, 3);
        await Assert.ThrowsAsync<IOException>(async () => await _store.ReplaceAsync(Table, row));
        Lose(Loss.Request, 3);
        await Assert.ThrowsAsync<IOException>(async () => await _store.DeleteAsync(Table, "p", "r"));
        Lose(Loss.Request, 3);
        await Assert.ThrowsAsync<IOException>(async () => await _store.InsertAsync(Table, Row.New("p", "s")));
        await AssertStandsAsync(1);
        Assert.Null(await _other.GetAsync(Table, "p", "s"));
    }

    [Fact]
    public async Task A_write_whose_row_cannot_be_looked_up_is_a_failure()
    {
        var row = await BegunAsync();
        Lose(Loss.Answer, 9);
        await Assert.ThrowsAsync<IOException>(async () => await _store.ReplaceAsync(Table, row));
        await AssertStandsAsync(2);
    }

    [Fact]
    public async Task A_refusal_of_the_first_try_is_believed_at_once()
    {
        var row = await BegunAsync();
        await _other.ReplaceAsync(Table, row);
        _wire.Requests = 0;
        Assert.Equal(WriteResult.Conflict, (await _store.ReplaceAsync(Table, row)).Result);
        Assert.Equal(WriteResult.Conflict, (await _store.DeleteAsync(Table, "p", "r", row.ETag)).Result);
        Assert.Equal(WriteResult.AlreadyThere, (await _store.InsertAsync(Table, row)).Result);
        Assert.Equal(WriteResult.Missing, (await _store.DeleteAsync(Table, "p", "none")).Result);
        Assert.Equal(4, _wire.Requests);
    }

    [Fact]
    public async Task A_read_is_simply_asked_again()
    {
        await BegunAsync();
        Lose(Loss.Answer, 2);
        Assert.NotNull(await _store.GetAsync(Table, "p", "r"));
        Lose(Loss.Request, 2);
        Assert.Single(await _store.QueryAsync(Table, "p", "!", "~", 9));
    }

    /// <summary>A row with a 1 in it, as it is to be replaced by one with a 2.</summary>
    private async Task<Row> BegunAsync()
    {
        var write = await _store.InsertAsync(Table, Row.New("p", "r", ("a", 1L)));
        return Row.New("p", "r", ("a", 2L)) with { ETag = write.ETag };
    }

    private async Task WriteOnTopAsync(int times)
    {
        for (var i = 0; i < times; i++)
        {
            var held = (await _other.GetAsync(Table, "p", "r"))!;
            Assert.True((await _other.ReplaceAsync(Table, Row.New("p", "r", ("a", held.Number("a") + 1)) with { ETag = held.ETag })).Done);
        }
    }

    /// <param name="first">As many of the next requests.</param>
    private void Lose(Loss loss, int first) => (_wire.Requests, _wire.Loses) = (0, n => n <= first ? loss : Loss.None);

    private void Lose<T>(Loss loss, int first, Func<ValueTask<T>> meanwhile)
    {
        Lose(loss, first);
        _wire.Meanwhile = async () => await meanwhile();
    }

    private void Lose(Loss loss, int first, Func<Task> meanwhile)
    {
        Lose(loss, first);
        _wire.Meanwhile = meanwhile;
    }

    private async Task AssertStandsAsync(long value, string? eTag = null)
    {
        var row = await _other.GetAsync(Table, "p", "r");
        Assert.Equal(value, row!.Number("a"));
        Assert.Equal(eTag ?? row.ETag, row.ETag);
    }
}
