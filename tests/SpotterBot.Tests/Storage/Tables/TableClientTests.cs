using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Azure;
using Azure.Data.Tables;
using SpotterBot.Tests.Telephony;
using static SpotterBot.Tests.Storage.Tables.ScriptedService;

namespace SpotterBot.Tests.Storage.Tables;

/// <summary>What goes over the wire, and what is made of the answers.</summary>
public sealed class TableClientTests
{
    private const string Next = "x-ms-continuation-Next";

    private static readonly Func<HttpResponseMessage> Done = Answer(HttpStatusCode.NoContent, headers: ("ETag", "W/\"datetime'1'\""));

    [Fact]
    public async Task A_request_has_the_headers_of_the_service_and_is_signed_over_date_and_path()
    {
        var service = new ScriptedService(Done);
        await Connect.Client(service, new ManualTime()).UpdateEntityAsync(
            new TableEntity("O'Brien", "a b+é") { { "n", 1L } }, new ETag("W/\"datetime'2026-01-01T00%3A00%3A00Z'\""), TableUpdateMode.Replace);
        var seen = Assert.Single(service.Seen);
        Assert.Equal("/things(PartitionKey='O%27%27Brien',RowKey='a%20b%2B%C3%A9')", seen.Target);
        Assert.Equal(HttpMethod.Put, seen.Method);
        Assert.Equal("2020-12-06", seen.Headers["x-ms-version"]);
        Assert.Equal("3.0", seen.Headers["DataServiceVersion"]);
        Assert.Equal("application/json; odata=minimalmetadata", seen.Headers["Accept"].Replace(";odata", "; odata", StringComparison.Ordinal));
        Assert.Equal("W/\"datetime'2026-01-01T00%3A00%3A00Z'\"", seen.Headers["If-Match"]);
        Assert.Equal("Sun, 01 Mar 2026 12:00:00 GMT", seen.Headers["x-ms-date"]);
        var signed = "Sun, 01 Mar 2026 12:00:00 GMT\n/account" + seen.Target;
        var signature = Convert.ToBase64String(HMACSHA256.HashData(Convert.FromBase64String(Azurite.Key), Encoding.UTF8.GetBytes(signed)));
        Assert.Equal("SharedKeyLite account:" + signature, seen.Headers["Authorization"]);
        using var body = JsonDocument.Parse(seen.Body);
        Assert.Equal("O'Brien", body.RootElement.GetProperty("PartitionKey").GetString()); // The same row as the address names.
        Assert.Equal("a b+é", body.RootElement.GetProperty("RowKey").GetString());
    }

    [Fact]
    public async Task Each_try_is_dated_anew()
    {
        var time = new ManualTime();
        var busy = Refusal(HttpStatusCode.ServiceUnavailable, "ServerBusy");
        var service = new ScriptedService(
            () =>
            {
                time.Advance(TimeSpan.FromMinutes(20)); // More than the service would forgive.
                return busy();
            },
            Done);
        await Connect.Client(service, time).AddEntityAsync(new TableEntity("p", "r"));
        Assert.Equal(["Sun, 01 Mar 2026 12:00:00 GMT", "Sun, 01 Mar 2026 12:20:00 GMT"], service.Seen.Select(s => s.Headers["x-ms-date"]));
        Assert.NotEqual(service.Seen[0].Headers["Authorization"], service.Seen[1].Headers["Authorization"]);
    }

    [Theory]
    [InlineData("EntityAlreadyExists", 409)]
    [InlineData("UpdateConditionNotSatisfied", 412)]
    [InlineData("TableNotFound", 404)]
    public async Task A_refusal_is_told_with_its_code(string code, int status)
    {
        var service = new ScriptedService(Refusal((HttpStatusCode)status, code, "The sentence."));
        var fault = await Assert.ThrowsAsync<RequestFailedException>(() => Connect.Client(service).AddEntityAsync(new TableEntity("p", "r")));
        Assert.Equal((status, code), (fault.Status, fault.ErrorCode));
        Assert.StartsWith("The sentence.", fault.Message, StringComparison.Ordinal);
        Assert.Single(service.Seen);
    }

    [Fact]
    public async Task A_refusal_without_a_body_is_told_by_its_header_and_one_without_either_by_its_status()
    {
        var service = new ScriptedService(
            Answer(HttpStatusCode.Forbidden, "", ("x-ms-error-code", "AuthenticationFailed")), Answer(HttpStatusCode.Forbidden, "<html>A proxy</html>"),
            Answer(HttpStatusCode.Forbidden, "[1]"));
        foreach (var expected in new[] { "AuthenticationFailed", null, null })
        {
            var fault = await Assert.ThrowsAsync<RequestFailedException>(() => Connect.Client(service).AddEntityAsync(new TableEntity("p", "r")));
            Assert.Equal((403, expected), (fault.Status, fault.ErrorCode));
        }
    }

    [Fact]
    public async Task A_row_that_is_not_there_is_told_from_a_table_that_is_not()
    {
        var service = new ScriptedService(
            Refusal(HttpStatusCode.NotFound, "ResourceNotFound"), Refusal(HttpStatusCode.NotFound, "TableNotFound"),
            Answer(HttpStatusCode.NotFound, "<html>A proxy</html>"));
        var client = Connect.Client(service);
        Assert.False((await client.GetEntityIfExistsAsync<TableEntity>("p", "r")).HasValue);
        await Assert.ThrowsAsync<RequestFailedException>(() => client.GetEntityIfExistsAsync<TableEntity>("p", "r"));
        await Assert.ThrowsAsync<RequestFailedException>(() => client.GetEntityIfExistsAsync<TableEntity>("p", "r"));
    }

    [Fact]
    public async Task A_delete_of_nothing_is_answered_404_and_one_in_no_table_is_refused()
    {
        var service = new ScriptedService(Refusal(HttpStatusCode.NotFound, "ResourceNotFound"), Refusal(HttpStatusCode.NotFound, "TableNotFound"));
        var client = Connect.Client(service);
        Assert.Equal(404, (await client.DeleteEntityAsync("p", "r", ETag.All)).Status);
        await Assert.ThrowsAsync<RequestFailedException>(() => client.DeleteEntityAsync("p", "r", ETag.All));
    }

    [Fact]
    public async Task A_query_goes_on_over_empty_pages_and_pages_that_begin_a_partition()
    {
        var service = new ScriptedService(
            Page("""{"odata.etag":"W/\"1\"","PartitionKey":"p","RowKey":"a","n":1}""", (Next + "PartitionKey", "1!4!cA--"), (Next + "RowKey", "1!4!Yg+/")),
            Page("", (Next + "PartitionKey", "1!4!cQ--")),
            Page("", (Next + "PartitionKey", "1!4!cg--"), (Next + "RowKey", "1!4!Yw--")),
            Page("""{"PartitionKey":"p","RowKey":"z"}"""));
        var keys = new List<string>();
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {"O'Brien"} and n ge {5L} and m lt {7} and yes eq {true}");
        await foreach (var row in Connect.Client(service).QueryAsync<TableEntity>(filter, 2, ["n"]))
        {
            keys.Add(row.RowKey);
        }

        Assert.Equal(["a", "z"], keys);
        const string Asked = "/things()?$filter=PartitionKey%20eq%20%27O%27%27Brien%27%20and%20n%20ge%205L%20and%20m%20lt%207%20and%20yes%20eq%20true&$top=2&$select=n";
        Assert.Equal(
            [
                Asked, Asked + "&NextPartitionKey=1%214%21cA--&NextRowKey=1%214%21Yg%2B%2F", Asked + "&NextPartitionKey=1%214%21cQ--",
                Asked + "&NextPartitionKey=1%214%21cg--&NextRowKey=1%214%21Yw--",
            ],
            service.Seen.Select(s => s.Target));
    }

    [Fact]
    public async Task A_query_can_be_taken_up_at_a_page()
    {
        var service = new ScriptedService(Page("", (Next + "PartitionKey", "p")), Page("""{"PartitionKey":"p","RowKey":"z"}"""));
        string? token = null;
        await foreach (var page in Connect.Client(service).QueryAsync<TableEntity>().AsPages())
        {
            token = page.ContinuationToken;
            break;
        }

        await foreach (var page in Connect.Client(service).QueryAsync<TableEntity>().AsPages(token))
        {
            Assert.Equal("z", Assert.Single(page.Values).RowKey);
        }
    }

    [Fact]
    public async Task A_batch_is_one_request_with_the_conditions_of_each()
    {
        var service = new ScriptedService(Batch("204 No Content\r\nETag: W/\"a\"\r\n\r\n", "204 No Content\r\nETag: W/\"b\"\r\n\r\n", "204 No Content\r\n\r\n"));
        var answers = await Connect.Client(service).SubmitTransactionAsync(
        [
            new(TableTransactionActionType.Add, new TableEntity("p", "1") { { "n", 1L } }),
            new(TableTransactionActionType.UpdateMerge, new TableEntity("p", "2"), new ETag("W/\"old\"")),
            new(TableTransactionActionType.Delete, new TableEntity("p", "3"), ETag.All),
        ]);
        Assert.Equal([204, 204, 204], answers.Value.Select(a => a.Status));
        Assert.Equal("W/\"b\"", answers.Value[1].Headers.ETag!.Value.ToString("H"));
        var seen = Assert.Single(service.Seen);
        Assert.Equal("/$batch", seen.Target);
        Assert.StartsWith("multipart/mixed; boundary=batch_", seen.Headers["Content-Type"], StringComparison.Ordinal);
        Assert.DoesNotContain('\n', seen.Body.Replace("\r\n", "", StringComparison.Ordinal));
        Assert.Contains("POST https://account.table.example.net/things HTTP/1.1\r\n", seen.Body, StringComparison.Ordinal);
        Assert.Contains("PATCH https://account.table.example.net/things(PartitionKey='p',RowKey='2') HTTP/1.1\r\n", seen.Body, StringComparison.Ordinal);
        Assert.Contains("If-Match: W/\"old\"\r\n", seen.Body, StringComparison.Ordinal);
        Assert.Contains("DELETE https://account.table.example.net/things(PartitionKey='p',RowKey='3') HTTP/1.1\r\n", seen.Body, StringComparison.Ordinal);
        Assert.Contains("If-Match: *\r\n", seen.Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1:The specified entity already exists.", 1)]
    [InlineData("42:No.", 42)]
    [InlineData("No.", null)]
    public async Task A_batch_that_failed_is_accepted_all_the_same_and_says_where(string message, int? index)
    {
        var body = $$$"""{"odata.error":{"code":"EntityAlreadyExists","message":{"lang":"en-US","value":"{{{message}}}\nRequestId:1"} } }""";
        var service = new ScriptedService(Batch($"409 Conflict\r\nContent-ID: 2\r\nContent-Type: application/json\r\n\r\n{body}\r\n"));
        var fault = await Assert.ThrowsAsync<TableTransactionFailedException>(() => Connect.Client(service).SubmitTransactionAsync(
            [new(TableTransactionActionType.Add, new TableEntity("p", "1")), new(TableTransactionActionType.Add, new TableEntity("p", "2"))]));
        Assert.Equal((409, "EntityAlreadyExists", index), (fault.Status, fault.ErrorCode, fault.FailedTransactionActionIndex));
    }

    [Fact]
    public async Task A_batch_that_was_answered_in_part_is_no_success()
    {
        var service = new ScriptedService(Batch("204 No Content\r\n\r\n"));
        await Assert.ThrowsAsync<RequestFailedException>(() => Connect.Client(service).SubmitTransactionAsync(
            [new(TableTransactionActionType.Add, new TableEntity("p", "1")), new(TableTransactionActionType.Add, new TableEntity("p", "2"))]));
    }

    [Theory]
    [InlineData("AccountName=kept;AccountKey=a2V5;EndpointSuffix=core.windows.net", "https://kept.table.core.windows.net/")]
    [InlineData("DefaultEndpointsProtocol=https;AccountName=kept;AccountKey=a2V5==;", null)]
    [InlineData("defaultendpointsprotocol=https; accountname=kept ;ACCOUNTKEY=a2V5a2V5;", "https://kept.table.core.windows.net/")]
    [InlineData("AccountName=kept;AccountKey=a2V5;EndpointSuffix=core.chinacloudapi.cn", "https://kept.table.core.chinacloudapi.cn/")]
    [InlineData("AccountName=kept;AccountKey=a2V5;TableEndpoint=https://kept.example.net", "https://kept.example.net/")]
    [InlineData("UseDevelopmentStorage=true", "http://127.0.0.1:10002/devstoreaccount1")]
    [InlineData("UseDevelopmentStorage=false", null)]
    [InlineData("UseDevelopmentStorage=true;AccountName=kept", null)]
    [InlineData("AccountName=kept;AccountName=other;AccountKey=a2V5", null)]
    [InlineData("AccountName=kept", null)]
    [InlineData("AccountKey=a2V5", null)]
    [InlineData("AccountName=kept;AccountKey=", null)]
    [InlineData("AccountName=kept;AccountKey=not base64", null)]
    [InlineData("AccountName=ke/pt;AccountKey=a2V5", null)]
    [InlineData("AccountName=kept;AccountKey=a2V5;TableEndpoint=kept.example.net", null)]
    [InlineData("TableEndpoint=https://kept.example.net;SharedAccessSignature=sv=1&sig=2", null)]
    [InlineData("", null)]
    [InlineData(";;", null)]
    public void A_connection_string_is_read(string text, string? address)
    {
        if (address is null)
        {
            var fault = Assert.Throws<FormatException>(() => new TableServiceClient(text));
            Assert.DoesNotContain("a2V5", fault.ToString(), StringComparison.Ordinal);
            return;
        }

        Assert.Equal(new Uri(address), new TableServiceClient(text).Uri);
    }

    [Fact]
    public void Nothing_shows_a_key() =>
        Assert.DoesNotContain("a2V5", new TableSharedKeyCredential("kept", "a2V5").ToString(), StringComparison.Ordinal);

    [Fact]
    public async Task Every_kind_of_value_is_written_with_its_type_where_it_needs_one_and_read_back()
    {
        var entity = new TableEntity("p", "r")
        {
            { "text", "é\n\"" }, { "flag", true }, { "int", int.MinValue }, { "long", 5L }, { "double", 2.0 }, { "nan", double.NaN }, { "plus", double.PositiveInfinity },
            { "minus", double.NegativeInfinity }, { "tiny", double.Epsilon }, { "utc", new DateTimeOffset(9999, 12, 31, 23, 59, 59, TimeSpan.Zero).AddTicks(9999999) },
            { "guid", new Guid("0123456789abcdef0123456789abcdef") }, { "bytes", new byte[] { 0, 255 } },
        };
        var service = new ScriptedService(Done);
        await Connect.Client(service).AddEntityAsync(entity);
        var body = service.Seen[0].Body;
        Assert.Contains("\"double@odata.type\":\"Edm.Double\",\"double\":\"2\"", body, StringComparison.Ordinal);
        Assert.Contains("\"long@odata.type\":\"Edm.Int64\",\"long\":\"5\"", body, StringComparison.Ordinal);
        Assert.Contains("\"utc\":\"9999-12-31T23:59:59.9999999Z\"", body, StringComparison.Ordinal);
        Assert.All(body, c => Assert.InRange(c, ' ', '~'));

        // The service's own additions stand in no row's values.
        var answer = """{"odata.metadata":"x","odata.etag":"W/\"1\"","Timestamp":"2026-01-01T00:00:00.1234567Z",""" + body[1..];
        var read = (await Connect.Client(new ScriptedService(Answer(HttpStatusCode.OK, answer))).GetEntityAsync<TableEntity>("p", "r")).Value;
        Assert.Equal(entity.AsEnumerable(), read);
        Assert.Equal("W/\"1\"", read.ETag.ToString("H"));
        Assert.Equal(1234567, read.Timestamp!.Value.Ticks % TimeSpan.TicksPerSecond);
    }

    [Fact]
    public async Task A_number_without_a_type_is_whole_or_not_as_it_is_written()
    {
        var service = new ScriptedService(Answer(HttpStatusCode.OK, """{"PartitionKey":"p","RowKey":"r","a":1,"b":1.5,"c":null,"d@odata.type":"Edm.Double","d":3}"""));
        var read = (await Connect.Client(service).GetEntityAsync<TableEntity>("p", "r")).Value;
        Assert.Equal([("a", 1), ("b", 1.5), ("d", (object)3.0)], read.Select(v => (v.Key, v.Value)));
    }

    private static Func<HttpResponseMessage> Page(string rows, params (string Name, string Value)[] headers) =>
        Answer(HttpStatusCode.OK, $$"""{"value":[{{rows}}]}""", headers);

    private static Func<HttpResponseMessage> Batch(params string[] answers) => Answer(
        HttpStatusCode.Accepted,
        "--batchresponse_1\r\nContent-Type: multipart/mixed; boundary=changesetresponse_1\r\n\r\n"
        + string.Concat(answers.Select(a => $"--changesetresponse_1\r\nContent-Type: application/http\r\nContent-Transfer-Encoding: binary\r\n\r\nHTTP/1.1 {a}"))
        + "--changesetresponse_1--\r\n--batchresponse_1--\r\n");
}
