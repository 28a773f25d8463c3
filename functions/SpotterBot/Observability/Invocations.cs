namespace SpotterBot.Observability;

/// <summary>The Functions host names each of its invocations; its own log and ours are read side by side by that name.</summary>
internal static class Invocations
{
    private const string Header = "X-Azure-Functions-InvocationId";

    public static IApplicationBuilder UseInvocationId(this WebApplication app) => app.Use(async (context, next) =>
    {
        if (Subject.Id(context.Request.Headers[Header]) is not { } invocation)
        {
            await next(context);
            return;
        }

        using (app.Logger.About(Subject.Current with { InvocationId = invocation }))
        {
            await next(context);
        }
    });
}
