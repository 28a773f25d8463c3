using SpotterBot.Telephony;

namespace SpotterBot.Tests.Telephony;

public sealed class ReconcileTests : IDisposable
{
    private static readonly HashSet<string> Known = ["CA1"];

    private readonly TwilioBench _bench = new();
    private readonly DateTimeOffset _sentAt;

    public ReconcileTests() => _sentAt = _bench.Time.GetUtcNow(); // Sun, 01 Mar 2026 12:00:00

    public void Dispose() => _bench.Dispose();

    [Fact]
    public void A_call_that_was_made_since_is_the_one()
    {
        var found = Find("""{"sid":"CA1","status":"ringing","direction":"outbound-api","date_created":"Sun, 01 Mar 2026 12:00:01 +0000"}""");

        Assert.Equal("CA1", Assert.IsType<Reconciled<CallResource>.Found>(found).Value.Sid);
        Assert.Equal(
            $"https://api.twilio.com/2010-04-01/Accounts/{TwilioBench.Account}/Calls.json?To=%2B15551234567&PageSize=50",
            Assert.Single(_bench.Provider.Seen).Url);
    }

    [Fact]
    public void Of_several_the_one_made_nearest_to_the_sending_is_the_one()
    {
        var found = Find(
            """
            {"sid":"CA3","status":"queued","date_created":"Sun, 01 Mar 2026 12:00:40 +0000"},
            {"sid":"CA2","status":"ringing","date_created":"Sun, 01 Mar 2026 12:00:01 +0000"},
            {"sid":"CA1","status":"completed","date_created":"Sun, 01 Mar 2026 11:59:00 +0000"}
            """);

        Assert.Equal("CA2", Assert.IsType<Reconciled<CallResource>.Found>(found).Value.Sid);
    }

    [Theory]
    [InlineData("")]
    [InlineData("""{"sid":"CA2","status":"completed","date_created":"Sun, 01 Mar 2026 11:58:00 +0000"}""")]
    [InlineData("""{"sid":"CA2","status":"completed"}""")]
    [InlineData("""{"sid":"CA2","status":"in-progress","direction":"inbound","date_created":"Sun, 01 Mar 2026 12:00:01 +0000"}""")]
    public void Older_ended_and_incoming_calls_are_not_it(string calls) => Assert.IsType<Reconciled<CallResource>.NotFound>(Find(calls));

    [Fact]
    public void A_call_that_still_waits_in_the_queue_without_any_date_is_found_rather_than_dialled_twice() => Assert.Equal(
        "CA2",
        Assert.IsType<Reconciled<CallResource>.Found>(Find("""{"sid":"CA2","status":"queued","date_created":null,"start_time":null}""")).Value.Sid);

    [Fact]
    public void Clocks_may_differ_a_little() => Assert.IsType<Reconciled<CallResource>.Found>(
        Find("""{"sid":"CA2","status":"ringing","date_created":"Sun, 01 Mar 2026 11:59:58 +0000"}"""));

    [Fact]
    public void A_call_of_another_attempt_is_not_it()
    {
        _bench.Provider.Answers(200, """{"calls":[{"sid":"CA1","status":"ringing","date_created":"Sun, 01 Mar 2026 12:00:01 +0000"}]}""");

        Assert.IsType<Reconciled<CallResource>.NotFound>(_bench.Run(client => client.FindCallAsync(TwilioBench.Ana, _sentAt, except: Known)));
    }

    [Fact]
    public void A_list_that_cannot_be_read_leaves_it_unknown()
    {
        _bench.Provider.Answers(500);

        var unknown = Assert.IsType<Reconciled<CallResource>.Unknown>(_bench.Run(client => client.FindCallAsync(TwilioBench.Ana, _sentAt)));

        Assert.Equal(FailureKind.Temporary, unknown.Failure.Kind);
    }

    [Fact]
    public void A_text_is_found_by_its_recipient_time_and_body()
    {
        _bench.Provider.Answers(200, """
            {"messages":[
              {"sid":"SM4","status":"received","direction":"inbound","body":"hi","date_created":"Sun, 01 Mar 2026 12:00:00 +0000"},
              {"sid":"SM3","status":"queued","direction":"outbound-api","body":"other","date_created":"Sun, 01 Mar 2026 12:00:00 +0000"},
              {"sid":"SM2","status":"queued","direction":"outbound-api","body":"hi","date_created":"Sun, 01 Mar 2026 12:00:02 +0000"},
              {"sid":"SM1","status":"sent","direction":"outbound-api","body":"hi","date_created":"Sun, 01 Mar 2026 11:50:00 +0000"}]}
            """);

        var byBody = _bench.Run(client => client.FindMessageAsync(TwilioBench.Ana, _sentAt, "hi"));
        var any = _bench.Run(client => client.FindMessageAsync(TwilioBench.Ana, _sentAt));
        var none = _bench.Run(client => client.FindMessageAsync(TwilioBench.Ana, _sentAt, "gone"));

        Assert.Equal("SM2", Assert.IsType<Reconciled<MessageResource>.Found>(byBody).Value.Sid);
        Assert.Equal("SM3", Assert.IsType<Reconciled<MessageResource>.Found>(any).Value.Sid);
        Assert.IsType<Reconciled<MessageResource>.NotFound>(none);
    }

    private Reconciled<CallResource> Find(string calls)
    {
        _bench.Provider.Answers(200, $$"""{"calls":[{{calls}}]}""");
        return _bench.Run(client => client.FindCallAsync(TwilioBench.Ana, _sentAt));
    }
}
