using Azure;
using Azure.Data.Tables;

namespace SpotterBot.Tests.Storage.Tables;

/// <summary>The client against a service that reads what it is sent.</summary>
public sealed class TableClientOnAzuriteTests(SharedAzurite shared) : IAsyncLifetime
{
    private TableClient _client = null!;

    public async ValueTask InitializeAsync()
    {
        _client = new TableServiceClient((await shared.OrSkipAsync()).ConnectionString).GetTableClient(SharedAzurite.UniquePrefix() + "things");
        await _client.CreateIfNotExistsAsync();
        await _client.CreateIfNotExistsAsync();
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Theory]
    [InlineData("O'Brien")]
    [InlineData("''")]
    [InlineData("+4479 00")]
    [InlineData("é😀")]
    [InlineData("a%2Fb")]
    [InlineData("100%")]
    [InlineData("{x}")]
    [InlineData("a&b=c;d,e")]
    [InlineData("(a)")]
    [InlineData("..")]
    [InlineData("")]
    public async Task A_row_is_found_under_its_keys_whatever_they_are(string key)
    {
        await _client.AddEntityAsync(new TableEntity(key, key) { { "n", 1 } });
        Assert.Equal(1, (await _client.GetEntityAsync<TableEntity>(key, key)).Value["n"]);
        var queried = await RowsAsync(TableClient.CreateQueryFilter($"PartitionKey eq {key} and RowKey eq {key}"));
        Assert.Equal((key, key), (queried.Single().PartitionKey, queried.Single().RowKey));
        await _client.SubmitTransactionAsync(
        [
            new(TableTransactionActionType.UpdateReplace, new TableEntity(key, key) { { "n", 2 } }, queried[0].ETag),
            new(TableTransactionActionType.Add, new TableEntity(key, key + "2")),
        ]);
        Assert.Equal(2, (await _client.GetEntityAsync<TableEntity>(key, key)).Value["n"]);
        Assert.Equal(204, (await _client.DeleteEntityAsync(key, key, ETag.All)).Status);
        Assert.False((await _client.GetEntityIfExistsAsync<TableEntity>(key, key)).HasValue);
    }

    [Fact]
    public async Task Every_kind_of_value_comes_back_as_it_was()
    {
        var entity = new TableEntity("p", "r")
        {
            { "text", "é\n\"\u2028" }, { "flag", false }, { "int", 5 }, { "long", long.MinValue }, { "whole", 2.0 }, { "nan", double.NaN }, { "plus", double.PositiveInfinity },
            { "utc", new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero).AddTicks(1) }, { "guid", new Guid("0123456789abcdef0123456789abcdef") }, { "bytes", new byte[] { 0, 255 } },
        };
        await _client.SubmitTransactionAsync([new(TableTransactionActionType.Add, entity)]);
        Assert.Equal(entity.AsEnumerable(), (await _client.GetEntityAsync<TableEntity>("p", "r")).Value);
        Assert.Equal(["long"], (await _client.GetEntityAsync<TableEntity>("p", "r", ["long"])).Value.Select(v => v.Key));
    }

    [Fact]
    public async Task A_merge_keeps_what_it_does_not_name_and_a_replace_does_not()
    {
        var tag = (await _client.AddEntityAsync(new TableEntity("p", "r") { { "a", 1 }, { "b", 1 } })).Headers.ETag!.Value;
        tag = (await _client.UpdateEntityAsync(new TableEntity("p", "r") { { "a", 2 } }, tag)).Headers.ETag!.Value;
        Assert.Equal([("a", (object)2), ("b", 1)], (await _client.GetEntityAsync<TableEntity>("p", "r")).Value.Select(v => (v.Key, v.Value)));
        await _client.UpdateEntityAsync(new TableEntity("p", "r") { { "a", 3 } }, tag, TableUpdateMode.Replace);
        Assert.Equal([("a", (object)3)], (await _client.GetEntityAsync<TableEntity>("p", "r")).Value.Select(v => (v.Key, v.Value)));
        var fault = await Assert.ThrowsAsync<RequestFailedException>(() => _client.UpdateEntityAsync(new TableEntity("p", "r"), tag));
        Assert.Equal(TableErrorCode.UpdateConditionNotSatisfied, fault.ErrorCode);
    }

    [Fact]
    public async Task Of_a_batch_with_one_write_in_conflict_nothing_is_done()
    {
        await _client.AddEntityAsync(new TableEntity("p", "1"));
        var fault = await Assert.ThrowsAsync<TableTransactionFailedException>(() => _client.SubmitTransactionAsync(
            [new(TableTransactionActionType.Add, new TableEntity("p", "0")), new(TableTransactionActionType.Add, new TableEntity("p", "1"))]));
        Assert.Equal((TableErrorCode.EntityAlreadyExists, 1), (fault.ErrorCode, fault.FailedTransactionActionIndex));
        Assert.Single(await RowsAsync(null));
    }

    [Fact]
    public async Task A_query_goes_from_page_to_page()
    {
        await _client.SubmitTransactionAsync(Enumerable.Range(0, 7).Select(i => new TableTransactionAction(TableTransactionActionType.Add, new TableEntity("p", $"{i}"))));
        var pages = new List<string>();
        await foreach (var page in _client.QueryAsync<TableEntity>(maxPerPage: 3).AsPages())
        {
            pages.Add(string.Concat(page.Values.Select(r => r.RowKey)));
        }

        Assert.Equal(["012", "345", "6"], pages);
    }

    [Fact]
    public async Task A_wrong_key_is_told_by_its_code()
    {
        var key = Convert.ToBase64String(new byte[64]);
        var azurite = await shared.OrSkipAsync();
        var client = new TableServiceClient(azurite.Endpoint, new TableSharedKeyCredential(Azurite.Account, key)).GetTableClient("things");
        var fault = await Assert.ThrowsAsync<RequestFailedException>(() => client.AddEntityAsync(new TableEntity("p", "r")));
        Assert.Equal((403, "AuthorizationFailure"), (fault.Status, fault.ErrorCode));
    }

    private async Task<List<TableEntity>> RowsAsync(string? filter)
    {
        var rows = new List<TableEntity>();
        await foreach (var row in _client.QueryAsync<TableEntity>(filter))
        {
            rows.Add(row);
        }

        return rows;
    }
}
