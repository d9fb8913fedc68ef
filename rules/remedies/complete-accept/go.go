// Completes Accept before the SDK reads it: http.Handle("/mcp", acceptBoth(handler))
package main

import "net/http"

func acceptBoth(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method == http.MethodPost {
			r.Header.Set("Accept", "application/json, text/event-stream")
		}
		next.ServeHTTP(w, r)
	})
}
