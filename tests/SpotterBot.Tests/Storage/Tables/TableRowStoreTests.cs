using System.Net;
using Azure.Identity;
using SpotterBot.Storage;
using SpotterBot.Tests.Telephony;
using static SpotterBot.Tests.Storage.Tables.ScriptedService;

namespace SpotterBot.Tests.Storage.Tables;

/// <summary>What the store makes of a service that fails, is slow, or is not there.</summary>
public sealed class TableRowStoreTests
{
    private const string Table = "things";

    private static readonly Row Row = Row.New("p", "r", ("a", 1L));
    private static readonly Func<HttpResponseMessage> Made = Answer(HttpStatusCode.NoContent);
    private static readonly Func<HttpResponseMessage> Written = Answer(HttpStatusCode.NoContent, headers: ("ETag", "W/\"1\""));
    private static readonly Func<HttpResponseMessage> NoRow = Refusal(HttpStatusCode.NotFound, "ResourceNotFound");

    [Theory]
    [InlineData(HttpStatusCode.ServiceUnavailable, "ServerBusy")]
    [InlineData(HttpStatusCode.InternalServerError, "OperationTimedOut")]
    [InlineData(HttpStatusCode.TooManyRequests, "TooManyRequests")]
    [InlineData(HttpStatusCode.RequestTimeout, "OperationTimedOut")]
    [InlineData(HttpStatusCode.BadGateway, "")]
    [InlineData(HttpStatusCode.GatewayTimeout, "")]
    public async Task What_passes_is_tried_three_times(HttpStatusCode status, string code)
    {
        var service = new ScriptedService(Made, Refusal(status, code), Refusal(status, code), Written);
        Assert.True((await Connect.Store(service).InsertAsync(Table, Row)).Done);
        Assert.Equal(4, service.Seen.Count);

        service = new ScriptedService(Made, Refusal(status, code), Refusal(status, code), Refusal(status, code), NoRow);
        await Assert.ThrowsAsync<IOException>(async () => await Connect.Store(service).InsertAsync(Table, Row));
        Assert.Equal(HttpMethod.Get, service.Seen[^1].Method); // One that was not answered may have been done: it is looked up.
        Assert.Equal(5, service.Seen.Count);
    }

    [Theory]
    [InlineData(HttpStatusCode.Forbidden, "AuthorizationFailure")]
    [InlineData(HttpStatusCode.Unauthorized, "")]
    [InlineData(HttpStatusCode.BadRequest, "InvalidInput")]
    [InlineData(HttpStatusCode.RequestEntityTooLarge, "RequestBodyTooLarge")]
    public async Task What_does_not_pass_is_told_at_once(HttpStatusCode status, string code)
    {
        var service = new ScriptedService(Made, Refusal(status, code));
        var fault = await Assert.ThrowsAsync<IOException>(async () => await Connect.Store(service).InsertAsync(Table, Row));
        Assert.Equal(2, service.Seen.Count);
        Assert.StartsWith($"Table Storage refused (insert in things): {(int)status} {code}", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_failure_shows_no_row_and_no_account_key()
    {
        var row = Row.New("partition1", "row1", ("name1", "value1"));
        var faults = new List<IOException>();
        foreach (var service in new HttpMessageHandler[] { new ScriptedService(Made, Refusal(HttpStatusCode.Forbidden, "No", "partition1 row1 value1")), new Unreachable() })
        {
            var store = Connect.Store(service);
            faults.Add(await Assert.ThrowsAsync<IOException>(async () => await store.InsertAsync(Table, row)));
            faults.Add(await Assert.ThrowsAsync<IOException>(async () => await store.ReplaceAsync(Table, row with { ETag = "x" })));
            faults.Add(await Assert.ThrowsAsync<IOException>(async () => await store.DeleteAsync(Table, "partition1", "row1")));
        }

        foreach (var service in new[] { new ScriptedService(Made, Answer(HttpStatusCode.OK, "row1")), new ScriptedService(Made, Answer(HttpStatusCode.OK, """{"value":"row1"}""")) })
        {
            var store = Connect.Store(service);
            faults.Add(await Assert.ThrowsAsync<IOException>(async () => await store.QueryAsync(Table, "partition1", "row1", "row2", 9)));
        }

        foreach (var fault in faults)
        {
            foreach (var word in new[] { "partition1", "row1", "name1", "value1", Azurite.Key, "SharedKey" })
            {
                Assert.DoesNotContain(word, fault.ToString(), StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public async Task A_range_whose_deletion_nobody_may_ask_for_any_more_fails_as_everything_does()
    {
        var page = Answer(HttpStatusCode.OK, """{"value":[{"PartitionKey":"p","RowKey":"r","odata.etag":"W/\"1\""}]}""");
        var service = new ScriptedService(Made, page, () => throw new AuthenticationFailedException("The identity is gone."));
        await Assert.ThrowsAsync<IOException>(async () => await Connect.Store(service).DeleteRangeAsync(Table, "p", "!", "~"));
    }

    [Fact]
    public async Task A_service_that_is_not_there_is_told_with_its_cause_on_one_line()
    {
        var fault = await Assert.ThrowsAsync<IOException>(async () => await Connect.Store(new Unreachable()).GetAsync(Table, "p", "r"));
        Assert.Equal("Table Storage did not answer (get in things): Connection refused", fault.Message);
    }

    [Fact]
    public async Task A_table_is_made_where_it_is_first_needed_and_remembered()
    {
        var service = new ScriptedService(Refusal(HttpStatusCode.Conflict, "TableAlreadyExists"), NoRow);
        var store = Connect.Store(service);
        Assert.Null(await store.GetAsync(Table, "p", "r"));
        Assert.Null(await store.GetAsync(Table, "p", "r"));
        Assert.Equal(["/Tables", "/things(PartitionKey='p',RowKey='r')", "/things(PartitionKey='p',RowKey='r')"], service.Seen.Select(s => s.Target));
    }

    [Fact]
    public async Task A_table_that_vanishes_is_a_fault_and_made_again()
    {
        var service = new ScriptedService(Made, Refusal(HttpStatusCode.NotFound, "TableNotFound"), Made, NoRow);
        var store = Connect.Store(service);
        await Assert.ThrowsAsync<IOException>(async () => await store.GetAsync(Table, "p", "r"));
        Assert.Null(await store.GetAsync(Table, "p", "r"));
        Assert.Equal(2, service.Seen.Count(s => s.Target == "/Tables"));
    }

    [Fact]
    public async Task A_service_that_does_not_answer_is_waited_for_no_longer_than_the_time_there_is()
    {
        foreach (var call in new Func<TableRowStore, ValueTask>[]
        {
            async store => await store.GetAsync(Table, "p", "r"),
            async store => await store.QueryAsync(Table, "p", "a", "b", 1),
            async store => await store.InsertAsync(Table, Row),
            async store => await store.InsertAllAsync(Table, [Row, Row with { RowKey = "s" }]),
            async store => await store.ReplaceAsync(Table, Row with { ETag = "x" }),
            async store => await store.DeleteAsync(Table, "p", "r"),
        })
        {
            var time = new ManualTime();
            var began = time.GetUtcNow();
            Assert.IsType<IOException>(await FaultOfAsync(call(Connect.Store(new SlowService(time, TimeSpan.FromHours(1)), time))));
            Assert.InRange(time.GetUtcNow() - began, TimeSpan.FromSeconds(5), StoreTime.Whole);
        }
    }

    [Fact]
    public async Task A_service_that_asks_for_an_hour_does_not_get_it()
    {
        var time = new ManualTime();
        var busy = new ScriptedService(Answer(HttpStatusCode.ServiceUnavailable, "", ("Retry-After", "3600")));
        var call = FaultOfAsync(QueryAsync(Connect.Store(busy, time)));
        time.Advance(StoreTime.Whole);
        Assert.IsType<IOException>(await call);
    }

    [Fact]
    public async Task A_write_that_was_not_answered_in_time_is_looked_up_in_what_remains()
    {
        var time = new ManualTime();
        var began = time.GetUtcNow();
        Assert.True((await Connect.Store(new SlowWrites(time), time).InsertAsync(Table, Row)).Done);
        Assert.InRange(time.GetUtcNow() - began, TimeSpan.FromSeconds(5), StoreTime.Whole);
    }

    [Fact]
    public async Task The_calls_of_one_webhook_have_one_deadline_and_none_begins_after_it()
    {
        var time = new ManualTime();
        var service = new SlowService(time, TimeSpan.FromSeconds(2.5));
        var store = Connect.Store(service, time);
        var began = time.GetUtcNow();
        StoreTime.Begin(time);
        List<Exception?> faults = [];
        for (var i = 0; i < 6; i++)
        {
            faults.Add(await FaultOfAsync(QueryAsync(store)));
        }

        // The table, two queries, the beginning of a third.
        Assert.Equal([false, false, true, true, true, true], faults.Select(f => f is IOException));
        Assert.Equal(4, service.Requests);
        Assert.InRange(time.GetUtcNow() - began, StoreTime.Whole, StoreTime.Whole + TimeSpan.FromSeconds(0.1));

        // Work that goes on behind it has its own time.
        StoreTime.EachItsOwn();
        Assert.Null(await FaultOfAsync(QueryAsync(store, times: 5)));
    }

    private static async ValueTask QueryAsync(TableRowStore store, int times = 1)
    {
        for (var i = 0; i < times; i++)
        {
            await store.QueryAsync(Table, "p", "a", "b", 1);
        }
    }

    private static async Task<Exception?> FaultOfAsync(ValueTask call)
    {
        try
        {
            await call;
            return null;
        }
        catch (IOException fault)
        {
            return fault;
        }
    }

    private sealed class Unreachable : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            throw new HttpRequestException("Connection refused\nby somebody");
    }

    /// <summary>Takes a row in and never says so; reads answer at once.</summary>
    private sealed class SlowWrites(ManualTime time) : HttpMessageHandler
    {
        private string? _row;

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (request.RequestUri!.AbsolutePath == "/Tables")
            {
                return Made();
            }

            if (request.Method == HttpMethod.Get)
            {
                return Answer(HttpStatusCode.OK, _row!)();
            }

            _row = await request.Content!.ReadAsStringAsync(CancellationToken.None);
            while (!cancellationToken.IsCancellationRequested)
            {
                time.Advance(TimeSpan.FromSeconds(0.1));
            }

            throw new OperationCanceledException(cancellationToken);
        }
    }
}
