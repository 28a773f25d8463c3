using FunctionsHost.App;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Template;

namespace FunctionsHost.Invocations;

/// <summary>Which function a request is for. A method that a route does not list is as unknown as a path: 404, not 405.</summary>
internal sealed class RouteTable(IEnumerable<HttpFunction> functions)
{
    private readonly List<(TemplateMatcher Matcher, HttpFunction Function)> _routes =
    [
        .. functions
            .Select(f => (Template: TemplateParser.Parse(f.Route), Function: f))
            .OrderBy(r => RoutePrecedence.ComputeInbound(r.Template))
            .Select(r => (new TemplateMatcher(r.Template, []), r.Function)),
    ];

    public HttpFunction? Find(HttpRequest request) => _routes
        .Where(r => r.Matcher.TryMatch(request.Path, []))
        .Select(r => r.Function)
        .FirstOrDefault(f => f.Methods is null || f.Methods.Contains(request.Method, StringComparer.OrdinalIgnoreCase));
}
