namespace FunctionsHost.Tests;

/// <summary>What of a request reaches the handler, and what of its answer goes back.</summary>
public sealed class HttpTests : IAsyncLifetime
{
    private readonly AppFolder _app = new AppFolder()
        .Http()
        .Http("Posted", "only/post", methods: "\"post\"")
        .Http("Keyed", "only/known", level: "function");

    private ConformanceHost _host = null!;

    public async ValueTask InitializeAsync()
    {
        _host = await _app.StartAsync(settings: [("MY_SETTING", "mine")]);
        await _host.ReadyAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        _app.Dispose();
    }

    [Fact]
    public async Task Path_query_and_body_arrive_byte_for_byte_and_the_signature_with_them()
    {
        const string Target = "/api/voice?a=b+c&d=1&d=2&e=%2F%20%2b&f";
        const string Form = "Body=%F0%9F%98%80+1&From=%2B1905&Empty=";
        var (status, _, body) = await Wire.SendAsync(
            _host.Address,
            $"POST {Target} HTTP/1.1\r\nHost: app.example.org\r\nConnection: close\r\nX-Twilio-Signature: abc=\r\nI-Twilio-Idempotency-Token: t1\r\n"
            + $"Content-Type: application/x-www-form-urlencoded; charset=UTF-8\r\nContent-Length: {Form.Length}\r\n\r\n{Form}");
        var (head, form) = Wire.Echo(body);
        Assert.Equal(200, status);
        Assert.Equal($"POST {Target} HTTP/1.1", head[0]);
        Assert.Equal(Form, form);
        Assert.Contains("X-Twilio-Signature: abc=", head);
        Assert.Contains("I-Twilio-Idempotency-Token: t1", head);
        Assert.Contains("Content-Type: application/x-www-form-urlencoded; charset=UTF-8", head);
    }

    [Fact]
    public async Task The_public_name_and_scheme_come_in_headers_and_the_host_header_is_the_handlers_own()
    {
        var (_, _, body) = await Wire.GetAsync(
            _host.Address, "/x", "X-Forwarded-Proto: https\r\nDISGUISED-HOST: public.example.org\r\nX-Forwarded-For: 203.0.113.9\r\nCLIENT-IP: 203.0.113.9\r\nX-Azure-Functions-InvocationId: forged\r\n");
        var head = Wire.Echo(body).Head;
        Assert.Contains($"Host: 127.0.0.1:{_host.HandlerPort}", head);
        Assert.Contains("X-Forwarded-Proto: https", head);
        Assert.Contains("X-Forwarded-Host: public.example.org", head);
        Assert.Contains("X-Forwarded-For: 127.0.0.1", head);
        Assert.Contains("CLIENT-IP: 203.0.113.9", head);
        var id = Assert.Single(head, h => h.StartsWith("X-Azure-Functions-InvocationId: ", StringComparison.Ordinal)).Split(' ')[1];
        Assert.True(Guid.TryParse(id, out _));
        Assert.Contains("x-ms-invocation-id: " + id, head);
        Assert.Contains(head, h => h.StartsWith("X-Azure-Functions-HostVersion: 4.", StringComparison.Ordinal));
        Assert.Contains(head, h => h.StartsWith("traceparent: 00-", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_body_in_chunks_stays_one()
    {
        var (_, _, body) = await Wire.SendAsync(
            _host.Address, "POST /x HTTP/1.1\r\nHost: a\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n3\r\na=1\r\n4\r\n&b=2\r\n0\r\n\r\n");
        var (head, form) = Wire.Echo(body);
        Assert.Equal("a=1&b=2", form);
        Assert.DoesNotContain(head, h => h.StartsWith("Content-Length", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task The_handlers_status_headers_and_body_go_back_as_they_are_and_nothing_is_followed()
    {
        var (status, head, body) = await Wire.GetAsync(_host.Address, "/teapot");
        Assert.Equal((418, "short and stout"), (status, body));
        Assert.Contains("Set-Cookie: a=1\r\nSet-Cookie: b=2", head, StringComparison.Ordinal);
        var moved = await Wire.GetAsync(_host.Address, "/moved");
        Assert.Equal(302, moved.Status);
        Assert.All(_host.Invocations, i => Assert.Equal(Invocations.InvocationOutcome.Succeeded, i.Outcome));
    }

    [Theory]
    [InlineData("GET", "/only/post", 200)] // The other route takes it.
    [InlineData("PUT", "/only/post", 404)]
    [InlineData("DELETE", "/x", 404)]
    [InlineData("GET", "/only/known", 401)]
    [InlineData("GET", "/only/known?code=wrong", 401)]
    [InlineData("GET", "/only/known?code=the-function-key", 200)]
    [InlineData("GET", "/admin/host/status", 401)]
    [InlineData("POST", "/runtime/webhooks/x", 401)]
    public async Task Methods_keys_and_the_hosts_own_routes(string method, string target, int status) =>
        Assert.Equal(status, (await Wire.SendAsync(_host.Address, $"{method} {target} HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Length: 0\r\n\r\n")).Status);

    [Fact]
    public async Task The_root_is_the_hosts_own_page()
    {
        var (status, _, body) = await Wire.GetAsync(_host.Address, "/");
        Assert.Equal(200, status);
        Assert.Contains("up and running", body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_handler_finds_itself_where_the_host_puts_it()
    {
        using var json = Wire.Parse((await Wire.GetAsync(_host.Address, "/surroundings")).Body);
        Assert.Equal(_app.Root, json.RootElement.GetProperty("folder").GetString());
        var variables = json.RootElement.GetProperty("variables").EnumerateObject().ToDictionary(v => v.Name, v => v.Value.GetString());
        Assert.Equal($"{_host.HandlerPort}", variables["FUNCTIONS_CUSTOMHANDLER_PORT"]);
        Assert.Equal($"{_host.HandlerPort}", variables["FUNCTIONS_HTTPWORKER_PORT"]);
        Assert.Equal(variables["FUNCTIONS_HTTPWORKER_ID"], variables["FUNCTIONS_CUSTOMHANDLER_WORKER_ID"]);
        Assert.Equal(_app.Root, variables["FUNCTIONS_APP_ROOT_PATH"]);
        Assert.Equal("http://+:80", variables["ASPNETCORE_URLS"]);
        Assert.Equal("mine", variables["MY_SETTING"]);
        Assert.DoesNotContain(variables.Keys, k => k.StartsWith("DOTNET_", StringComparison.Ordinal) || k.StartsWith("VSTEST", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_it_writes_is_filed_by_where_it_wrote_it()
    {
        await Wire.GetAsync(_host.Address, "/lines");

        // Out and err are read by two readers: how many lines there are says nothing of whose.
        await Wire.UntilAsync(() => new[] { "Something happened.", "Warn: something may go wrong.", "Something went wrong." }.All(text => _host.Lines.Any(l => l.Text == text)));
        Assert.Contains(new Handler.HandlerLine("Information", "Something happened."), _host.Lines);
        Assert.Contains(new Handler.HandlerLine("Warning", "Warn: something may go wrong."), _host.Lines);
        Assert.Contains(new Handler.HandlerLine("Error", "Something went wrong."), _host.Lines);
    }
}
