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
    private const string Table = "floor";

    private readonly WebApplication _app;
    private readonly IRowStore _rows;
    private readonly IReadOnlyList<StoreCall> _calls;
    private readonly string _answer;
    private readonly Own[] _own;
    private readonly HttpClient _client;
    private long _keys;

    private StoreReplay(WebApplication app, IRowStore rows, IReadOnlyList<StoreCall> calls, string answer, int clients)
    {
        (_app, _rows, _calls, _answer) = (app, rows, calls, answer);
        _own = [.. Enumerable.Range(0, clients).Select(_ => new Own())];
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
        for (var i = 0; i < clients; i++)
        {
            floor._own[i].Tag = (await rows.InsertAsync(Table, Row.New(Partition(i), "state", ("state0", new byte[calls.Max(c => c.Bytes)])))).ETag;
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

    private static string Partition(int client) => $"c{client}";

    private async Task HandleAsync(HttpContext context, int client)
    {
        using var form = new MemoryStream();
        await context.Request.Body.CopyToAsync(form);
        var own = _own[client];
        foreach (var call in _calls)
        {
            await AgainAsync(call, Partition(client), own);
        }

        context.Response.ContentType = "text/xml; charset=utf-8";
        await context.Response.WriteAsync(_answer);
    }

    private async ValueTask AgainAsync(StoreCall call, string partition, Own own)
    {
        switch (call.Verb)
        {
            case "get":
                await _rows.GetAsync(Table, partition, call.Rows == 1 ? "state" : "none");
                break;
            case "query":
                await _rows.QueryAsync(Table, partition, "0", "1", Math.Max(1, call.Rows));
                break;
            case "insert":
                own.Inserted.Enqueue(NextKey());
                await _rows.InsertAsync(Table, Row.New(partition, own.Inserted.Last(), ("value", new byte[call.Bytes]), ("at", 1L)));
                break;
            case "insert-all":
                await _rows.InsertAllAsync(Table, [.. Enumerable.Range(0, call.Rows).Select(_ => Row.New(partition, NextKey(), ("detail", "some detail"), ("at", 1L)))]);
                break;
            case "replace":
                own.Tag = (await _rows.ReplaceAsync(Table, Row.New(partition, "state", ("state0", new byte[call.Bytes])) with { ETag = own.Tag })).ETag;
                break;
            case "delete" when own.Inserted.TryDequeue(out var key):
                await _rows.DeleteAsync(Table, partition, key);
                break;
        }
    }

    private string NextKey() => $"k{Interlocked.Increment(ref _keys):x12}";

    private sealed class Own
    {
        public string Tag { get; set; } = "";

        public Queue<string> Inserted { get; } = [];
    }
}
