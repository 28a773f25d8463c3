using System.Net;
using Benchmarks.Rig;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using SpotterBot.Storage;

namespace Benchmarks.Floors;

/// <summary>
/// The floor under a webhook: the same web server, which reads the form, asks the same of the store as the program did, call by call and as large,
/// and gives back an answer as long. It decides nothing, seals nothing and checks no signature.
/// </summary>
public sealed class StoreReplay : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly IReadOnlyList<StoreCall> _calls;
    private readonly string _answer;
    private readonly CallReplay[] _own;
    private readonly HttpClient _client;

    private StoreReplay(WebApplication app, IRowStore rows, IReadOnlyList<StoreCall> calls, string answer, int clients)
    {
        (_app, _calls, _answer) = (app, calls, answer);
        _own = [.. Enumerable.Range(0, clients).Select(client => new CallReplay(rows, $"c{client}"))];
        _client = new HttpClient(new SocketsHttpHandler { UseProxy = false, MaxConnectionsPerServer = 256 });
    }

    /// <param name="calls">What one webhook asked of the store.</param>
    /// <param name="answer">What it was answered with.</param>
    public static async Task<StoreReplay> StartAsync(IRowStore rows, IReadOnlyList<StoreCall> calls, string answer, int clients)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var app = builder.Build();
        var floor = new StoreReplay(app, rows, calls, answer, clients);
        app.MapPost("/floor/{client:int}", floor.HandleAsync);
        await app.StartAsync();
        floor._client.BaseAddress = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
        foreach (var own in floor._own)
        {
            await own.BeginAsync(calls.Max(c => c.Bytes));
        }

        return floor;
    }

    public async Task PostAsync(int client, HttpContent form)
    {
        using var reply = await _client.PostAsync(new Uri($"/floor/{client}", UriKind.Relative), form);
        await reply.Content.ReadAsStringAsync();
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    private async Task HandleAsync(HttpContext context, int client)
    {
        using var form = new MemoryStream();
        await context.Request.Body.CopyToAsync(form);
        await _own[client].AgainAsync(_calls);
        context.Response.ContentType = "text/xml; charset=utf-8";
        await context.Response.WriteAsync(_answer);
    }
}
