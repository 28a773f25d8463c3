using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using SpotterBot.Telephony;

namespace SpotterBot.Tests.Telephony;

public sealed class TelephonyRegistrationTests
{
    private static readonly TwilioOptions Good = new() { AccountSid = TwilioBench.Account, AuthToken = "t", Numbers = [TwilioBench.Own] };

    [Theory]
    [InlineData("http://127.0.0.1:9100", "http://127.0.0.1:9100")]
    [InlineData("https://api.twilio.com/2010-04-01/", "https://api.twilio.com")]
    [InlineData("https://user:pass@api.sydney.au1.twilio.com?x=1", "https://api.sydney.au1.twilio.com")]
    [InlineData("api.twilio.com", null)]
    [InlineData("", null)]
    public void Of_the_apis_address_scheme_host_and_port_count(string address, string? origin) =>
        Assert.Equal(origin, (Good with { ApiBaseUrl = address }).ApiOrigin());

    [Fact]
    public void The_validator_knows_both_tokens_and_the_guard_every_own_number()
    {
        using var bench = new TwilioBench(options => options with { AuthToken = "new", SecondaryAuthToken = "12345", EmsCallbackNumber = "+15550009999" });

        Assert.True(bench.Services.GetRequiredService<RequestValidator>().Validate(
            "https://mycompany.com/myapp.php?foo=1&bar=2", [], "zYQTYrRWXE7LtzbG4PfP7/bkkGo="));
        Assert.Equal(DialRefusal.OwnNumber, bench.Services.GetRequiredService<DialGuard>().Refuses("+15550009999"));
        Assert.Equal(DialRefusal.OwnNumber, bench.Services.GetRequiredService<DialGuard>().Refuses(TwilioBench.Own));
    }

    [Fact]
    public async Task Over_a_real_connection_a_call_is_placed()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        using var services = Real(((IPEndPoint)listener.LocalEndpoint).Port, TimeProvider.System);
        var serving = ServeOneAsync(listener);

        var sent = await services.GetRequiredService<TwilioClient>().CreateCallAsync(new CreateCall(TwilioBench.Ana, TwilioBench.Own, "https://h"));

        Assert.IsType<Sent<CallResource>.Ok>(sent);
        Assert.StartsWith($"POST /2010-04-01/Accounts/{TwilioBench.Account}/Calls.json HTTP/1.1", await serving, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_real_refused_connection_is_certainly_not_sent()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        listener.Stop();
        using var services = Real(port, new HurriedTime());

        var sent = await services.GetRequiredService<TwilioClient>().CreateCallAsync(new CreateCall(TwilioBench.Ana, TwilioBench.Own, "https://h"));

        Assert.IsType<Sent<CallResource>.NotSent>(sent);
    }

    private static ServiceProvider Real(int port, TimeProvider time) => new ServiceCollection()
        .AddSingleton(time)
        .AddLogging()
        .AddTelephony(Good with { ApiBaseUrl = $"http://127.0.0.1:{port}" })
        .BuildServiceProvider();

    private static async Task<string> ServeOneAsync(TcpListener listener)
    {
        using var connection = await listener.AcceptTcpClientAsync();
        var stream = connection.GetStream();
        var buffer = new byte[8192];
        var read = await stream.ReadAsync(buffer);
        var request = Encoding.UTF8.GetString(buffer, 0, read);
        await stream.WriteAsync(Encoding.UTF8.GetBytes(
            $"HTTP/1.1 201 Created\r\nContent-Type: application/json\r\nContent-Length: {TwilioBench.CallJson.Length}\r\nConnection: close\r\n\r\n{TwilioBench.CallJson}"));
        return request;
    }

    /// <summary>Real time in which waits of under two seconds are over at once, so that retries cost the test nothing.</summary>
    private sealed class HurriedTime : TimeProvider
    {
        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            base.CreateTimer(callback, state, dueTime > TimeSpan.Zero && dueTime < TimeSpan.FromSeconds(1.9) ? TimeSpan.FromMilliseconds(1) : dueTime, period);
    }
}
