/** The API's documentation, by the Swagger UI that Flask-AppBuilder ships. */
const place = document.getElementById("swagger-ui");

window.addEventListener("load", () => {
  const { SwaggerUIBundle } = window;
  SwaggerUIBundle({
    url: place.dataset.openapi,
    dom_id: "#swagger-ui",
    presets: [SwaggerUIBundle.presets.apis, SwaggerUIBundle.SwaggerUIStandalonePreset],
    layout: "BaseLayout",
  });
});
